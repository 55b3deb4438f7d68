/// A mapped file of named sections, each guarded by a hash, as `SectionedFileWriter` makes them.
///
/// Opening checks magic, version, kind and the table; `verify` reads everything. The bytes are valid while this object
/// lives, also when the file is unlinked meanwhile.
public final class SectionedFile: Sendable {
    public let path: String
    private let file: MappedFile
    private let header: SectionedFileHeader

    /// Bytes that `verify` reads between two questions whether it was cancelled.
    private static let verifiedByteCount = 8 << 20

    /// - Parameter kind: four letters, as the writer gave them.
    /// - Throws: `.refused`, `.foreign` (also for another kind), `.newerFormat`, `.truncated`, `.damaged`.
    /// - Complexity: a few system calls and one page, whatever the file's size.
    public init(path: String, kind: String) throws(SectionedFileError) {
        self.path = path
        do throws(MappedFileError) {
            file = try MappedFile(path: path)
        } catch {
            throw .refused(path: path, errorNumber: error.errorNumber)
        }
        header = try SectionedFileHeader(file.region, path: path)
        guard header.kind == kind else { throw .foreign(path: path) }
    }

    /// The same file mapped once more, to be read here and there; nil when it is not there any more.
    public func scattered() -> SectionedFile? {
        guard let other = try? SectionedFile(path: path, kind: header.kind), other.hash == hash else { return nil }
        other.file.expectRandomReads()
        return other
    }

    /// The XXH3-128 of the header, which holds the hash of each section: 16 bytes that name the content.
    public var hash: [UInt8] { header.hash }

    public var byteCount: Int { file.byteCount }

    public var sectionNames: [String] { header.sections.map(\.name) }

    /// The bytes of a section, which start at a multiple of 64. Valid while this object lives.
    ///
    /// - Throws: `.sectionMissing`.
    public func section(_ name: String) throws(SectionedFileError) -> UnsafeRawBufferPointer {
        guard let section = header.sections.first(where: { $0.name == name }) else {
            throw .sectionMissing(path: path, section: name)
        }
        return UnsafeRawBufferPointer(
            rebasing: file.region[section.offset..<section.offset + section.byteCount])
    }

    /// Reads the whole file and compares every section with its hash.
    ///
    /// - Parameter isCancelled: asked every 8 MiB.
    /// - Throws: `.damaged` with the first section that differs, `.cancelled`.
    public func verify(isCancelled: () -> Bool = { false }) throws(SectionedFileError) {
        for place in header.sections.indices {
            let range = header.guardedRange(place)
            var hash = HashStream()
            for start in stride(from: range.lowerBound, to: range.upperBound, by: Self.verifiedByteCount) {
                if isCancelled() { throw .cancelled }
                let end = min(start + Self.verifiedByteCount, range.upperBound)
                hash.append(UnsafeRawBufferPointer(rebasing: file.region[start..<end]))
            }
            guard hash.value() == header.sections[place].hash else {
                throw .damaged(path: path, section: header.sections[place].name)
            }
        }
    }
}
