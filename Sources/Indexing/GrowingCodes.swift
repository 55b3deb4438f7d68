internal import Ground

/// List numbers and codes of a growing chunk's rows in one field.
@safe final class GrowingCodes: @unchecked Sendable {
    // Unchecked: as for the chunk, the one writer fills rows that no view counts yet.

    /// The list number of a row without a vector in the field.
    static let noList = UInt32.max

    /// Bytes of one code.
    let byteCount: Int
    private let listMemory = AlignedMemory(byteCount: SegmentChunk.rowCount * MemoryLayout<UInt32>.stride)
    private let codeMemory: AlignedMemory

    init(byteCount: Int) {
        self.byteCount = byteCount
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
