internal import Serving

/// Where searches go whose texts are encoded: to workers of this process, or to the shards of a cluster.
protocol SearchAnswering: Sendable {
    /// Has `searches` answered, each by its completion. On the loop.
    func add(_ searches: [WaitingSearch], of call: CallContext)
}
