internal import Serving

/// Takes searches to the shards of a cluster.
final class ClusterDesk: SearchAnswering {
    private let fleet: ShardFleet
    private let slowLog: SlowLog?

    init(fleet: ShardFleet, slowLog: SlowLog?) {
        self.fleet = fleet
        self.slowLog = slowLog
    }

    func add(_ searches: [WaitingSearch], of call: CallContext) {
        for search in searches { ClusterSearch(search, fleet, slowLog: slowLog).start() }
    }
}
