internal import Glibc

/// Why a file could not be mapped.
public struct MappedFileError: Error, Equatable, Sendable {
    public var path: String
    /// The system's `errno`.
    public var errorNumber: Int32

    public init(path: String, errorNumber: Int32) {
        self.path = path
        self.errorNumber = errorNumber
    }
}

extension MappedFileError: CustomStringConvertible {
    /// `/data/a.tsv: No such file or directory`
    public var description: String { "\(path): \(String(cString: strerror(errorNumber)))" }
}
