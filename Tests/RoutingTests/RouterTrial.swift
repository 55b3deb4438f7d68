import Ground
import Routing

/// A router, what it wanted done, and the time that it is told.
struct RouterTrial {
    var router: Router
    var actions: [RouterAction] = []
    var now = MonotonicTime(nanoseconds: 1_000_000_000)

    init(replicaCounts: [Int], options: RouterOptions = RouterOptions(), seed: UInt64 = 1) throws {
        let shards = replicaCounts.enumerated().map { shard, count in
            ShardPlace(replicas: (0..<count).map { ReplicaPlace(address: "tcp://node-\(shard)-\($0):1") })
        }
        router = Router(try ClusterMap(name: "trial", shards: shards), options: options, seed: seed)
    }

    /// The attempts that were sent, in order.
    var sent: [AttemptId] {
        actions.compactMap { if case .send(let attempt, _) = $0 { attempt } else { nil } }
    }

    mutating func pass(microseconds: UInt64) {
        now = now.advanced(microseconds: microseconds)
    }

    /// Lets time pass in steps of a loop.
    mutating func watch(microseconds: UInt64) {
        for _ in 0..<microseconds / 1_000 {
            pass(microseconds: 1_000)
            router.advance(to: now, &actions)
        }
    }

    @discardableResult
    mutating func begin(shard: Int = 0, preferred: ReplicaId? = nil) -> CallId {
        router.begin(shard: shard, preferred: preferred, now, &actions)
    }

    mutating func answer(_ attempt: AttemptId) {
        router.answered(attempt, now, &actions)
    }

    mutating func fail(_ attempt: AttemptId) {
        router.failed(attempt, now, &actions)
    }

    /// Asks `replica` and answers `microseconds` later.
    mutating func ask(_ replica: Int, microseconds: UInt64) {
        begin(preferred: ReplicaId(shard: 0, replica: replica))
        let attempt = sent.last!
        pass(microseconds: microseconds)
        answer(attempt)
    }

    /// Makes the router know that replicas take that long, and that its budget for hedges is full.
    mutating func warmUp(microseconds: UInt64, replicaCount: Int = 2, count: Int = 400) {
        for number in 0..<count { ask(number % replicaCount, microseconds: microseconds) }
        actions = []
    }

    /// How many of `count` calls, one after the other and answered at once, each replica gets.
    mutating func shares(of count: Int, replicaCount: Int, microseconds: UInt64 = 1_000) -> [Int] {
        var shares = [Int](repeating: 0, count: replicaCount)
        for _ in 0..<count {
            begin()
            let attempt = sent.last!
            shares[attempt.replica] += 1
            pass(microseconds: microseconds)
            answer(attempt)
        }
        return shares
    }
}
