internal import Ground
internal import Quantization

/// A codebook on disk: a file of one section.
enum CodebookFile {
    private static let kind = "BOOK"
    private static let section = "codebook"

    /// Writes the bytes of `codebook` to `path`, durably.
    static func write(_ codebook: Codebook, to path: String) throws(SectionedFileError) {
        let writer = try SectionedFileWriter(path: path, kind: kind)
        try writer.begin(section, isPageAligned: true)
        try unsafe writer.append(codebook.bytes)
        _ = try writer.finish()
    }

    /// The codebook in the file at `path`, which it keeps mapped.
    ///
    /// - Throws: what is wrong with the file, in words.
    static func open(_ path: String) throws(SealedFileDamage) -> Codebook {
        do {
            let file = try SectionedFile(path: path, kind: kind)
            try file.verify()
            return unsafe try Codebook(holding: file, bytes: file.section(section))
        } catch {
            throw SealedFileDamage(text: "\(path): \(error)")
        }
    }
}
