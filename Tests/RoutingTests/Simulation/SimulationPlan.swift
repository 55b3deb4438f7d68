import Ground

/// What one simulation goes through, by its seed.
struct SimulationPlan {
    /// Replicas of each shard.
    var replicaCounts: [Int]
    /// Live items of each shard.
    var itemCounts: [Int]
    var queryCount: Int
    /// Microseconds between two queries, in the mean.
    var queryGap: Int
    /// Microseconds of time that a query has.
    var patience: ClosedRange<UInt64>
    /// Microseconds that an answer takes: most, and one in twenty.
    var service: ClosedRange<UInt64>
    var slowService: ClosedRange<UInt64>
    /// Microseconds that bytes are on their way.
    var delay: ClosedRange<UInt64>
    var faults: [SimulatedFault]

    init(seed: UInt64) {
        var chance = SplitMix(seed: seed, part: 1)
        let shardCount = Int.random(in: 1...4, using: &chance)
        let replicaCounts = (0..<shardCount).map { _ in Int.random(in: 1...4, using: &chance) }
        self.replicaCounts = replicaCounts
        itemCounts = (0..<shardCount).map { _ in Int.random(in: 0...1_000, using: &chance) }
        queryCount = Int.random(in: 50...200, using: &chance)
        queryGap = Int.random(in: 500...10_000, using: &chance)
        let shortest = UInt64.random(in: 20_000...200_000, using: &chance)
        patience = shortest...(shortest + 150_000)
        let most = UInt64.random(in: 200...8_000, using: &chance)
        service = most / 2...most
        slowService = most...2 * most
        delay = 50...UInt64.random(in: 60...1_500, using: &chance)

        let length = UInt64(queryCount * queryGap)
        let total = replicaCounts.reduce(0, +)
        faults = (0..<Int.random(in: 0...8, using: &chance)).map { _ in
            var replicas = [Int.random(in: 0..<total, using: &chance)]
            switch Int.random(in: 0..<6, using: &chance) {
            case 0: replicas = Self.places(ofShard: Int.random(in: 0..<shardCount, using: &chance), replicaCounts)
            case 1: replicas = (0..<shardCount).map { Self.places(ofShard: $0, replicaCounts)[0] }
            default: break
            }
            return SimulatedFault(
                kind: SimulatedFault.Kind.allCases.randomElement(using: &chance)!, replicas: replicas,
                start: UInt64.random(in: 0..<length, using: &chance),
                length: UInt64.random(in: 1_000...600_000, using: &chance))
        }
    }

    private static func places(ofShard shard: Int, _ replicaCounts: [Int]) -> [Int] {
        let first = replicaCounts[..<shard].reduce(0, +)
        return Array(first..<first + replicaCounts[shard])
    }
}
