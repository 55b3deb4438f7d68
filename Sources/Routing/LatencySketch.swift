/// Recent latencies of a shard, in buckets a quarter of an octave wide; what is old counts less and less.
struct LatencySketch: Sendable {
    private var counts = [UInt32](repeating: 0, count: Self.bucketCount)
    private var sum: UInt32 = 0
    /// Latencies since `slow` was found.
    private var freshCount = 0
    /// Microseconds that 95 of 100 calls do not take; nil while too little is known.
    private(set) var slow: UInt64?

    private static let bucketCount = 128
    /// Latencies from which on all count half.
    private static let sumMax: UInt32 = 2_000
    /// Latencies that are needed to know anything.
    private static let sumMin: UInt32 = 20
    private static let refreshCount = 16

    /// The bucket of a latency: four to an octave.
    private static func bucket(_ microseconds: UInt64) -> Int {
        let value = max(microseconds, 4)
        let octave = 63 - value.leadingZeroBitCount
        return min(4 * octave + Int(value >> (octave - 2) & 3), bucketCount - 1)
    }

    /// The largest latency of a bucket.
    private static func upperBound(_ bucket: Int) -> UInt64 {
        // A bucket holds (4 + its quarter) * 2^(octave - 2) and what follows up to the next one.
        (UInt64(5 + bucket % 4) << UInt64(max(bucket / 4 - 2, 0))) - 1
    }

    mutating func add(_ microseconds: UInt64) {
        counts[Self.bucket(microseconds)] += 1
        sum += 1
        freshCount += 1
        if sum >= Self.sumMax {
            for place in counts.indices { counts[place] /= 2 }
            sum = counts.reduce(0, +)
        }
        if freshCount >= Self.refreshCount || slow == nil { refresh() }
    }

    private mutating func refresh() {
        freshCount = 0
        guard sum >= Self.sumMin else { return }
        let wanted = sum - sum / 20
        var seen: UInt32 = 0
        for (place, count) in counts.enumerated() {
            seen += count
            if seen >= wanted {
                slow = Self.upperBound(place)
                return
            }
        }
    }
}
