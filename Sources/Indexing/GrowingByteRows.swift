internal import Ground

/// Rows of bytes of a growing chunk in one field.
@safe final class GrowingByteRows: @unchecked Sendable {
    // Unchecked: as for the chunk, the one writer fills rows that no view counts yet.

    private let coder: ByteCoder
    private let byteMemory: AlignedMemory
    private let factMemory: AlignedMemory

    init(_ coder: ByteCoder) {
        self.coder = coder
        byteMemory = AlignedMemory(byteCount: SegmentChunk.rowCount * coder.stride)
        factMemory = AlignedMemory(
            byteCount: SegmentChunk.rowCount * coder.factCount * MemoryLayout<Float>.stride)
        unsafe byteMemory.bytes.bindMemory(to: Int8.self)
        unsafe factMemory.bytes.bindMemory(to: Float.self)
    }

    var rows: ByteRows {
        unsafe ByteRows(
            bytes: UnsafeBufferPointer(byteMemory.bytes.assumingMemoryBound(to: Int8.self)),
            facts: UnsafeBufferPointer(factMemory.bytes.assumingMemoryBound(to: Float.self)))
    }

    /// Fills `row`, which no view counts yet.
    ///
    /// - Parameter vector: as `FieldLayout.encode` makes it.
    func write(row: Int, vector: [UInt16]) {
        let (bytes, facts) = unsafe (
            byteMemory.bytes.assumingMemoryBound(to: Int8.self), factMemory.bytes.assumingMemoryBound(to: Float.self)
        )
        unsafe vector.withUnsafeBufferPointer { halves in
            unsafe coder.encode(
                halves,
                row: UnsafeMutableBufferPointer(rebasing: bytes[(row * coder.stride)..<((row + 1) * coder.stride)]),
                facts: UnsafeMutableBufferPointer(
                    rebasing: facts[(row * coder.factCount)..<((row + 1) * coder.factCount)]))
        }
    }
}
