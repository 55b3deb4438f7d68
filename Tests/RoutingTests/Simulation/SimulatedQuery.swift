import Routing

/// A question to all shards.
struct SimulatedQuery {
    let start: UInt64
    let deadline: UInt64
    /// By shard.
    var calls: [CallId] = []
    /// Attempts that were sent, and those whose answer came and was what it must be.
    var asked: [AttemptId] = []
    var checked: Set<AttemptId> = []
    /// Shards that count as answered, and those that do not.
    var answered: Set<Int> = []
    var failed: Set<Int> = []
    /// When it was answered, in microseconds.
    var end: UInt64?
}
