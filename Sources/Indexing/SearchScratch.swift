internal import Ground
internal import Vocabulary

/// Memory that a scan works in. One per worker thread, used again by every search.
public struct SearchScratch: ~Copyable, Sendable {
    /// Rows scored by one call of the kernels; also how often a scan asks whether it was cancelled.
    static let blockRowCount = 512

    private let memory = AlignedMemory(
        byteCount: blockRowCount * (MemoryLayout<Float>.stride + MemoryLayout<UInt32>.stride))
    var nearest = NearestK(capacity: 0)

    public init() {}

    /// Room for the scores of a block.
    var scores: UnsafeMutableBufferPointer<Float> {
        let bytes = unsafe memory.bytes[..<(Self.blockRowCount * MemoryLayout<Float>.stride)]
        return unsafe UnsafeMutableRawBufferPointer(rebasing: bytes).assumingMemoryBound(to: Float.self)
    }

    /// Room for the row numbers of a block.
    var rows: UnsafeMutableBufferPointer<UInt32> {
        let bytes = unsafe memory.bytes[(Self.blockRowCount * MemoryLayout<Float>.stride)...]
        return unsafe UnsafeMutableRawBufferPointer(rebasing: bytes).assumingMemoryBound(to: UInt32.self)
    }

    /// Empties `nearest` and gives it room for `capacity`.
    mutating func prepare(capacity: Int) {
        if nearest.capacity == capacity { nearest.removeAll() } else { nearest = NearestK(capacity: capacity) }
    }
}
