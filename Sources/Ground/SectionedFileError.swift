internal import Glibc

/// Why a file of sections could not be written or may not be read.
public enum SectionedFileError: Error, Equatable, Sendable {
    /// The system refused; its `errno`.
    case refused(path: String, errorNumber: Int32)
    /// The file is of no kind that was asked for.
    case foreign(path: String)
    /// The file was written by a later version of the program.
    case newerFormat(path: String, version: UInt32)
    /// The file ends early.
    case truncated(path: String, expectedByteCount: UInt64, foundByteCount: UInt64)
    /// Bytes of the section were changed; `header` is the file's first page, `end` what stands behind all sections.
    case damaged(path: String, section: String)
    /// The file has no such section.
    case sectionMissing(path: String, section: String)
    /// The work was told to stop.
    case cancelled
}

extension SectionedFileError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .refused(let path, let errorNumber): "\(path): \(String(cString: strerror(errorNumber)))"
        case .foreign(let path): "\(path) is a file of another kind"
        case .newerFormat(let path, let version): "\(path) has format \(version), which is newer than this program"
        case .truncated(let path, let expected, let found): "\(path) has \(found) bytes of \(expected)"
        case .damaged(let path, let section): "\(path) was changed on disk, in \(section)"
        case .sectionMissing(let path, let section): "\(path) has no section \(section)"
        case .cancelled: "cancelled"
        }
    }
}
