internal import Ground

/// Gives the sections of a file as numbers, their lengths checked.
struct SectionReader {
    private let file: SectionedFile

    init(_ file: SectionedFile) {
        self.file = file
    }

    /// The section `name` as exactly `count` numbers. Valid while the file lives.
    ///
    /// - Throws: `.file`, `.inconsistent`.
    func numbers<Number: FixedWidthInteger & BitwiseCopyable>(
        _ name: String, count: Int
    ) throws(IndexingError) -> UnsafeBufferPointer<Number> {
        let bytes = try unsafe section(name)
        let (byteCount, isTooMuch) = count.multipliedReportingOverflow(by: MemoryLayout<Number>.stride)
        guard !isTooMuch, bytes.count == byteCount else { throw inconsistent(name) }
        // Sections start at multiples of 64, and files and machines are little-endian.
        return unsafe bytes.assumingMemoryBound(to: Number.self)
    }

    /// The section `name` as all the numbers it holds.
    func numbers<Number: FixedWidthInteger & BitwiseCopyable>(
        _ name: String
    ) throws(IndexingError) -> UnsafeBufferPointer<Number> {
        let byteCount = unsafe try section(name).count
        return unsafe try numbers(name, count: byteCount / MemoryLayout<Number>.stride)
    }

    /// The section `name` as the starts of `count` lists: count + 1 numbers that ascend from 0.
    func starts<Number: FixedWidthInteger & UnsignedInteger & BitwiseCopyable>(
        _ name: String, count: Int
    ) throws(IndexingError) -> UnsafeBufferPointer<Number> {
        let starts: UnsafeBufferPointer<Number> = unsafe try numbers(name, count: count + 1)
        guard unsafe starts[0] == 0 else { throw inconsistent(name) }
        for place in 0..<count where unsafe starts[place] > starts[place + 1] { throw inconsistent(name) }
        guard unsafe Int(exactly: starts[count]) != nil else { throw inconsistent(name) }
        return unsafe starts
    }

    func inconsistent(_ section: String) -> IndexingError {
        .inconsistent(path: file.path, section: section)
    }

    /// The file was made for fields other than those asked for.
    var otherFields: IndexingError { .rowsOfOtherFields(path: file.path) }

    /// The file's codes are of rows or a field other than those asked for.
    var otherRows: IndexingError { .codesOfOtherRows(path: file.path) }

    /// The file's codes were made with a codebook other than the one asked for.
    var anotherCodebook: IndexingError { .codesOfAnotherCodebook(path: file.path) }

    private func section(_ name: String) throws(IndexingError) -> UnsafeRawBufferPointer {
        do throws(SectionedFileError) {
            return unsafe try file.section(name)
        } catch {
            throw .file(error)
        }
    }
}
