internal import Ground
internal import Quantization

/// List numbers and codes of a growing chunk's rows in one field.
@safe final class GrowingCodes: @unchecked Sendable {
    // Unchecked: as for the chunk, the one writer fills rows that no view counts yet.

    /// The list number of a row without a vector in the field; of second lists, that of a row that has none.
    static let noList = Codebook.noList

    /// Bytes of one code.
    let byteCount: Int
    /// The second lists of the rows and their codes there; nil where the codebook has no spill.
    let spill: GrowingCodes?
    private let listMemory = AlignedMemory(byteCount: SegmentChunk.rowCount * MemoryLayout<UInt32>.stride)
    private let codeMemory: AlignedMemory

    /// Memory for the rows of a chunk, encoded with `codebook`.
    convenience init(_ codebook: Codebook) {
        let spill = codebook.isSpilled ? GrowingCodes(byteCount: codebook.rowCount, spill: nil) : nil
        self.init(byteCount: codebook.rowCount, spill: spill)
    }

    /// Bytes of memory a row takes, the second list's counted.
    static func byteCountPerRow(_ codebook: Codebook) -> Int {
        (codebook.isSpilled ? 2 : 1) * (codebook.rowCount + MemoryLayout<UInt32>.stride)
    }

    private init(byteCount: Int, spill: GrowingCodes?) {
        self.byteCount = byteCount
        self.spill = spill
        codeMemory = AlignedMemory(byteCount: SegmentChunk.rowCount * byteCount)
        unsafe listMemory.bytes.bindMemory(to: UInt32.self)
    }

    /// The list number of each row.
    var lists: UnsafeBufferPointer<UInt32> {
        unsafe UnsafeBufferPointer(listMemory.bytes.assumingMemoryBound(to: UInt32.self))
    }

    /// The codes, row after row.
    var codes: UnsafeBufferPointer<UInt8> {
        unsafe UnsafeBufferPointer(codeMemory.bytes.assumingMemoryBound(to: UInt8.self))
    }

    /// Fills `row`, which no view counts yet.
    ///
    /// - Parameter code: `byteCount` bytes; ignored without a list.
    func write(row: Int, list: UInt32, code: ArraySlice<UInt8>) {
        unsafe listMemory.bytes.assumingMemoryBound(to: UInt32.self)[row] = list
        guard list != Self.noList else { return }
        precondition(code.count == byteCount, "a code of \(code.count) bytes instead of \(byteCount)")
        let start = row * byteCount
        unsafe UnsafeMutableRawBufferPointer(rebasing: codeMemory.bytes[start..<start + byteCount])
            .copyBytes(from: code)
    }
}
