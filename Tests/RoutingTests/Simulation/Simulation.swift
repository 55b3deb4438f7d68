import Ground
import Routing

/// A coordinator, its router and the replicas of a cluster, in a time and over a network that a seed decides.
///
/// What travels goes through the sessions of real connections as bytes, in pieces, with delays of their own: only the
/// sockets, the clock and what a shard computes are made up.
final class Simulation {
    let plan: SimulationPlan
    var chance: SplitMix
    var events = EventQueue()
    /// Microseconds since the start.
    var now: UInt64 = 0
    var router: Router
    let options = RouterOptions()
    /// By place: those of shard 0, then those of shard 1.
    var replicas: [SimulatedReplica] = []
    /// Place of each shard's first replica.
    var firstPlaces: [Int] = []
    var connections: [SimulatedConnection] = []
    var queries: [SimulatedQuery] = []
    /// The query of each call that is not over.
    var calls: [CallId: Int] = [:]
    var attempts: [AttemptId: SimulatedAttempt] = [:]
    var isLooking = false
    /// What was not as it must be.
    var violations: [String] = []
    /// What happened, when that is wanted.
    var trace: [String] = []
    let isTraced: Bool

    /// Microseconds between two looks of the router, and two visits.
    static let lookGap: UInt64 = 2_000
    static let visitGap: UInt64 = 250_000
    /// Microseconds that a replica must have been well for the coordinator to know.
    static let settlingTime: UInt64 = 600_000
    /// Microseconds that suffice for a call to find the replica that is well.
    static let enoughTime: UInt64 = 150_000

    init(seed: UInt64, isTraced: Bool = false) throws {
        plan = SimulationPlan(seed: seed)
        chance = SplitMix(seed: seed, part: 2)
        self.isTraced = isTraced
        let shards = plan.replicaCounts.enumerated().map { shard, count in
            ShardPlace(replicas: (0..<count).map { ReplicaPlace(address: "unix:/\(shard)-\($0)") })
        }
        router = Router(try ClusterMap(name: "simulated", shards: shards), options: options, seed: seed)
        for (shard, count) in plan.replicaCounts.enumerated() {
            firstPlaces.append(replicas.count)
            replicas += (0..<count).map { SimulatedReplica(id: ReplicaId(shard: shard, replica: $0)) }
        }
    }

    /// Lets everything happen, until all queries are answered and all faults are mended.
    func run() {
        var time: UInt64 = 0
        for _ in 0..<plan.queryCount {
            time += UInt64.random(in: 0...UInt64(2 * plan.queryGap), using: &chance)
            events.add(.query, at: time)
        }
        for (number, fault) in plan.faults.enumerated() {
            events.add(.fault(number), at: fault.start)
            events.add(.mended(number), at: fault.start + fault.length)
            time = max(time, fault.start + fault.length)
        }
        for visit in stride(from: Self.visitGap, to: time, by: Int(Self.visitGap)) { events.add(.visit, at: visit) }
        while violations.isEmpty, let next = events.next() {
            now = next.time
            happen(next.event)
            checkStep()
        }
        if violations.isEmpty { checkEnd() }
    }

    func place(_ replica: ReplicaId) -> Int { firstPlaces[replica.shard] + replica.replica }

    /// The present, as the router is told.
    var moment: MonotonicTime { MonotonicTime(nanoseconds: 1_000_000_000 + now * 1_000) }

    func note(_ text: @autoclosure () -> String) {
        if isTraced { trace.append("\(now) \(text())") }
    }

    func violate(_ text: String) {
        note("VIOLATION \(text)")
        violations.append("at \(now) µs: \(text)")
    }

    private func happen(_ event: SimulatedEvent) {
        switch event {
        case .query: ask()
        case .arrival(let connection, let isToReplica, let bytes):
            arrive(bytes, on: connection, isToReplica: isToReplica)
        case .reset(let connection): close(connection)
        case .served(let replica, let life, let connection, let stream, let key):
            serve(replica, life: life, connection, stream: stream, key: key)
        case .refused(let attempt): fail(attempt)
        case .deadline(let query): end(query)
        case .look: look()
        case .visit: visit()
        case .fault(let number): begin(plan.faults[number])
        case .mended(let number): mend(plan.faults[number])
        }
    }

    /// Has what waited for a replica happen that stood still.
    func resume(_ place: Int) {
        let backlog = replicas[place].backlog
        replicas[place].backlog = []
        for event in backlog { happen(event) }
    }
}
