internal import Ground
internal import Kernels

/// The memory of a growing chunk's rows.
@safe final class GrowingRows {
    let vectors: [UnsafeMutableBufferPointer<UInt16>]
    let idHashes: UnsafeMutableBufferPointer<UInt64>
    let presences: UnsafeMutableBufferPointer<UInt16>
    let lists: UnsafeMutableBufferPointer<RowLists>
    private let memories: [AlignedMemory]
    private var arena = ChunkArena()

    /// Bytes that a row takes beside its vectors and what its lists hold.
    static let commonByteCountPerRow =
        MemoryLayout<UInt64>.stride + MemoryLayout<UInt16>.stride + MemoryLayout<RowLists>.stride

    init(layouts: [FieldLayout]) {
        let rowCount = SegmentChunk.rowCount
        var memories: [AlignedMemory] = []
        func room<Element>(_ count: Int, _: Element.Type) -> UnsafeMutableBufferPointer<Element> {
            let memory = AlignedMemory(byteCount: count * MemoryLayout<Element>.stride)
            memories.append(memory)
            return unsafe memory.bytes.bindMemory(to: Element.self)
        }
        unsafe vectors = layouts.map { unsafe room(rowCount * $0.stride, UInt16.self) }
        unsafe idHashes = room(rowCount, UInt64.self)
        unsafe presences = room(rowCount, UInt16.self)
        unsafe lists = room(rowCount, RowLists.self)
        self.memories = memories
    }

    func write(
        row: Int, idHash: UInt64, vectors: [[UInt16]?], strides: [Int], tags: [UInt32],
        attributes: [AttributeEntry], similar: [UInt64]
    ) {
        var presence: UInt16 = 0
        for (field, vector) in vectors.enumerated() {
            guard let vector else { continue }
            presence |= 1 << UInt16(field)
            let place = unsafe UnsafeMutableBufferPointer(rebasing: self.vectors[field][(row * strides[field])...])
            _ = unsafe place.update(fromContentsOf: vector)
        }
        unsafe idHashes[row] = idHash
        unsafe presences[row] = presence
        unsafe lists[row] = RowLists(
            tags: arena.copy(tags), attributes: arena.copy(attributes), similar: arena.copy(similar))
    }
}
