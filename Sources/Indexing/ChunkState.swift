/// A chunk and what changes about it after its rows were written: copied on write, so that a view keeps its own.
struct ChunkState {
    let chunk: SegmentChunk
    /// Nil until the chunk is full.
    var postings: ChunkPostings?
    /// Bit f is set when some row has a vector in field f.
    var fields: UInt16 = 0
    /// One bit a row, set when it was deleted; empty when none was.
    var dead: [UInt64] = []

    static let wordCount = SegmentChunk.rowCount / 64

    func isDead(_ row: Int) -> Bool {
        !dead.isEmpty && dead[row >> 6] >> UInt64(row & 63) & 1 != 0
    }

    mutating func kill(_ row: Int) {
        if dead.isEmpty { dead = [UInt64](repeating: 0, count: Self.wordCount) }
        dead[row >> 6] |= 1 << UInt64(row & 63)
    }
}
