internal import Ground

/// A score and a tie rank in one number, so that the highest number is the best: the one order of every ranking.
enum RankKey {
    /// - Parameter score: not a NaN. The two zeros count as equal.
    /// - Parameter tieRank: the lower wins among equal scores.
    @inline(__always)
    static func make(_ score: Float, _ tieRank: Int) -> UInt64 {
        // Floats order like their bits once the sign is turned: all bits of a negative one, else the sign bit alone.
        // Adding zero makes the negative zero a positive one.
        let bits = (score + 0).bitPattern
        let ordered = bits & 0x8000_0000 == 0 ? bits | 0x8000_0000 : ~bits
        return UInt64(ordered) << 32 | UInt64(UInt32.max - UInt32(truncatingIfNeeded: tieRank))
    }

    /// The tie rank that `key` was made with.
    @inline(__always)
    static func tieRank(of key: UInt64) -> Int {
        Int(UInt32.max - UInt32(truncatingIfNeeded: key))
    }

    /// The tie ranks of `keys`, best first.
    static func ranked(_ keys: [UInt64]) -> [Int] {
        var keys = keys
        KeySort.descend(&keys)
        return keys.map { tieRank(of: $0) }
    }
}
