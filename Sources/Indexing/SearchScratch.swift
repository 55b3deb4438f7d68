internal import Ground
internal import Kernels
internal import Quantization
internal import Vocabulary

/// Memory that a scan works in. One per worker thread, used again by every search.
public struct SearchScratch: ~Copyable, Sendable {
    /// Rows scored by one call of the kernels; also how often a scan asks whether it was cancelled.
    static let blockRowCount = 512

    private static let scoresOffset = 0
    private static let rowsOffset = blockRowCount * MemoryLayout<Float>.stride
    private static let survivorsOffset = rowsOffset + blockRowCount * MemoryLayout<UInt32>.stride
    private static let masksOffset = survivorsOffset + SealedScan.batchBlockCount * MemoryLayout<UInt64>.stride
    private static let lanesOffset = masksOffset + SealedScan.batchBlockCount * MemoryLayout<UInt64>.stride
    private static let byteCount = lanesOffset + CodeBlock.laneCount

    private let memory = AlignedMemory(byteCount: byteCount)
    private var listMemory = AlignedMemory(byteCount: 0)
    private var listCount = 0
    /// Of an exact search.
    var nearest = NearestK(capacity: 0)
    /// Of a search by codes.
    var candidates = CodeCandidates()
    /// The threshold that the last search by codes began with, as a share of the largest sum of bytes.
    var thresholdShare = 0.75
    /// Of the query that is searched by codes.
    var tables = CodeTables()

    public init() {}

    /// Room for the scores of a block.
    var scores: UnsafeMutableBufferPointer<Float> { unsafe room(Self.scoresOffset, Self.blockRowCount) }

    /// Room for the row numbers of a block.
    var rows: UnsafeMutableBufferPointer<UInt32> { unsafe room(Self.rowsOffset, Self.blockRowCount) }

    /// Room for the survivors of a batch of code blocks.
    var survivors: UnsafeMutableBufferPointer<UInt64> {
        unsafe room(Self.survivorsOffset, SealedScan.batchBlockCount)
    }

    /// Room for the allowed lanes of a batch of code blocks.
    var masks: UnsafeMutableBufferPointer<UInt64> { unsafe room(Self.masksOffset, SealedScan.batchBlockCount) }

    /// Room for the lanes of one code block.
    var lanes: UnsafeMutableBufferPointer<UInt8> { unsafe room(Self.lanesOffset, CodeBlock.laneCount) }

    /// A bit per list of the codebook, set when it is probed.
    var listMarks: UnsafeMutableBufferPointer<UInt64> {
        let bytes = unsafe listMemory.bytes[..<(Self.markCount(listCount) * MemoryLayout<UInt64>.stride)]
        return unsafe UnsafeMutableRawBufferPointer(rebasing: bytes).assumingMemoryBound(to: UInt64.self)
    }

    /// What each probed list adds to the scores of its codes.
    var listConstants: UnsafeMutableBufferPointer<Float> {
        let bytes = unsafe listMemory.bytes[(Self.markCount(listCount) * MemoryLayout<UInt64>.stride)...]
        return unsafe UnsafeMutableBufferPointer(
            rebasing: UnsafeMutableRawBufferPointer(rebasing: bytes).assumingMemoryBound(to: Float.self)[..<listCount])
    }

    /// Empties `nearest` and gives it room for `capacity`.
    mutating func prepare(capacity: Int) {
        if nearest.capacity == capacity {
            nearest.removeAll()
        } else {
            nearest = NearestK(capacity: capacity)
        }
    }

    /// Unmarks all lists and makes room for `listCount`.
    mutating func prepare(listCount: Int) {
        let byteCount =
            Self.markCount(listCount) * MemoryLayout<UInt64>.stride + listCount * MemoryLayout<Float>.stride
        if unsafe listMemory.bytes.count < byteCount { listMemory = AlignedMemory(byteCount: byteCount) }
        self.listCount = listCount
        let marks = unsafe listMarks
        for word in marks.indices { unsafe marks[word] = 0 }
    }

    private static func markCount(_ listCount: Int) -> Int { (listCount + 63) / 64 }

    private func room<Element>(_ offset: Int, _ count: Int) -> UnsafeMutableBufferPointer<Element> {
        let bytes = unsafe memory.bytes[offset..<offset + count * MemoryLayout<Element>.stride]
        return unsafe UnsafeMutableRawBufferPointer(rebasing: bytes).assumingMemoryBound(to: Element.self)
    }
}
