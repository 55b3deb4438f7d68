internal import Quantization

/// The first sections of a file of codes: what the codes are of.
struct SealedCodesFacts {
    static let section = "facts"
    static let rowsSection = "rows hash"
    static let codebookSection = "codebook hash"

    let rowsHash: [UInt8]
    let codebookHash: [UInt8]
    /// The field, the number of lists, and the bytes of a code.
    let numbers: [UInt64]

    init(rows: SealedRows, field: Int, codebook: Codebook) {
        rowsHash = rows.hash
        codebookHash = codebook.hash
        numbers = [UInt64(field), UInt64(codebook.listCount), UInt64(codebook.rowCount)]
    }

    /// - Throws: `.codesOfOtherRows`, `.codesOfAnotherCodebook`, `.inconsistent`, `.file`.
    func check(_ reader: SectionReader) throws(IndexingError) {
        let rowsHash: UnsafeBufferPointer<UInt8> = unsafe try reader.numbers(Self.rowsSection)
        guard unsafe rowsHash.elementsEqual(self.rowsHash) else { throw reader.otherRows }
        let codebookHash: UnsafeBufferPointer<UInt8> = unsafe try reader.numbers(Self.codebookSection)
        guard unsafe codebookHash.elementsEqual(self.codebookHash) else { throw reader.anotherCodebook }
        let numbers: UnsafeBufferPointer<UInt64> = unsafe try reader.numbers(Self.section, count: self.numbers.count)
        guard unsafe numbers[0] == self.numbers[0] else { throw reader.otherRows }
        guard unsafe numbers.elementsEqual(self.numbers) else { throw reader.inconsistent(Self.section) }
    }
}
