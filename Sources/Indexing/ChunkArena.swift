internal import Ground

/// Memory for the lists of a chunk's rows: handed out piece by piece, never moved, freed all at once.
///
/// Only the writer allocates; readers follow pointers of published rows.
struct ChunkArena {
    private var blocks: [AlignedMemory] = []
    private var used = 0
    private static let blockByteCountMin = 4 << 10
    private static let blockByteCountMax = 256 << 10

    /// Bytes that a copy of `list` takes.
    static func byteCount<Element: BitwiseCopyable>(of list: [Element]) -> Int {
        (list.count * MemoryLayout<Element>.stride + 7) & ~7
    }

    /// A copy of `list` that lives as long as this arena.
    mutating func copy<Element: BitwiseCopyable>(_ list: [Element]) -> UnsafeMutableBufferPointer<Element> {
        guard !list.isEmpty else { return unsafe UnsafeMutableBufferPointer(start: nil, count: 0) }
        let byteCount = Self.byteCount(of: list)
        let room = blocks.last.map { unsafe $0.bytes.count - used } ?? 0
        if byteCount > room {
            let usual = min(Self.blockByteCountMax, Self.blockByteCountMin << min(blocks.count, 10))
            blocks.append(AlignedMemory(byteCount: max(usual, byteCount)))
            used = 0
        }
        let block = unsafe UnsafeMutableRawBufferPointer(rebasing: blocks[blocks.count - 1].bytes[used...])
        used += byteCount
        let (_, copied) = unsafe block.initializeMemory(as: Element.self, from: list)
        return unsafe copied
    }
}
