internal import Eventing
internal import Serving
internal import Vocabulary

/// Takes searches to the shards of a cluster.
final class ClusterDesk: SearchAnswering {
    private let fleet: ShardFleet
    private let slowLog: SlowLog?

    init(fleet: ShardFleet, slowLog: SlowLog?) {
        self.fleet = fleet
        self.slowLog = slowLog
    }

    func add(_ searches: [WaitingSearch], of call: CallContext) {
        if fleet.loop.isOnLoop { return begin(searches) }
        // The call came over another loop.
        guard !fleet.loop.post({ [self] in begin(searches) }) else { return }
        for search in searches { search.completion(.failure(Self.stopping)) }
    }

    private static let stopping = CallFailure(.unavailable, "stopping", "the node is stopping")

    private func begin(_ searches: [WaitingSearch]) {
        for search in searches { ClusterSearch(search, fleet, slowLog: slowLog).start() }
    }
}
