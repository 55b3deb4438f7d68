import Ground
import Routing
import Testing

/// One behaviour of the router at a time.
struct RouterTests {
    private static func map(_ replicaCounts: [Int]) throws -> ClusterMap {
        try ClusterMap(
            name: "c",
            shards: replicaCounts.enumerated().map { shard, count in
                ShardPlace(replicas: (0..<count).map { ReplicaPlace(address: "unix:/\(shard).\($0)") })
            })
    }

    private static func time(_ microseconds: UInt64) -> MonotonicTime {
        MonotonicTime(nanoseconds: 1_000_000_000 + microseconds * 1_000)
    }

    /// A router and what it said since it was asked last.
    private struct Bench {
        var router: Router
        var actions: [RouterAction] = []

        init(_ replicaCounts: [Int], options: RouterOptions = RouterOptions(), seed: UInt64 = 1) throws {
            router = Router(try RouterTests.map(replicaCounts), options: options, seed: seed)
        }

        mutating func said() -> [RouterAction] {
            defer { actions = [] }
            return actions
        }

        /// Begins a call and returns its first attempt.
        mutating func begin(
            shard: Int = 0, preferred: Int? = nil, at microseconds: UInt64
        ) throws -> (attempt: AttemptId, replica: Int) {
            router.begin(
                shard: shard, preferred: preferred.map { ReplicaId(shard: shard, replica: $0) },
                RouterTests.time(microseconds), &actions)
            guard case .send(let attempt, let replica) = try #require(said().first) else {
                throw TrialError()
            }
            return (attempt, replica.replica)
        }

        /// A call that is answered after some time.
        mutating func call(at start: UInt64, taking latency: UInt64) throws -> Int {
            let (attempt, replica) = try begin(at: start)
            router.answered(attempt, RouterTests.time(start + latency), &actions)
            _ = said()
            return replica
        }
    }

    private struct TrialError: Error {}

    @Test func `a call is over with its answer, once`() throws {
        var bench = try Bench([1])
        let (attempt, _) = try bench.begin(at: 0)
        bench.router.answered(attempt, Self.time(500), &bench.actions)
        #expect(bench.said() == [.answered(attempt.call, attempt)])
        bench.router.answered(attempt, Self.time(600), &bench.actions)
        bench.router.failed(attempt, Self.time(700), &bench.actions)
        #expect(bench.said() == [])
        #expect(bench.router.openCount == 0)
        #expect(bench.router.inFlightCount(ReplicaId(shard: 0, replica: 0)) == 0)
    }

    @Test func `a failure goes to another replica, and fails the call when none is left`() throws {
        var bench = try Bench([2])
        let (first, replica) = try bench.begin(at: 0)
        bench.router.failed(first, Self.time(10), &bench.actions)
        let said = bench.said()
        guard case .send(let second, let other) = try #require(said.first) else { throw TrialError() }
        #expect(other.replica == 1 - replica)
        #expect(second.call == first.call)
        bench.router.failed(second, Self.time(20), &bench.actions)
        #expect(bench.said() == [.failed(first.call)])
        #expect(bench.router.retryCount == 1)
    }

    @Test func `a shard none of whose replicas may be asked fails at once`() throws {
        var bench = try Bench([1, 2])
        for number in 0..<2 { bench.router.setUsable(ReplicaId(shard: 1, replica: number), false, Self.time(0)) }
        let call = bench.router.begin(shard: 1, Self.time(1), &bench.actions)
        #expect(bench.said() == [.failed(call)])
    }

    @Test func `the replica that is preferred is asked while it is well`() throws {
        var bench = try Bench([3])
        for number in 0..<50 { #expect(try bench.begin(preferred: 2, at: UInt64(number)).replica == 2) }
        bench.router.setUsable(ReplicaId(shard: 0, replica: 2), false, Self.time(100))
        #expect(try bench.begin(preferred: 2, at: 101).replica != 2)
    }

    @Test(arguments: 0..<5)
    func `the quicker replica gets most calls, and the other one some`(seed: UInt64) throws {
        var options = RouterOptions()
        options.hedgeShare = 0
        var bench = try Bench([2], options: options, seed: seed)
        var counts = [0, 0]
        var open: [(end: UInt64, attempt: AttemptId)] = []
        for now in stride(from: UInt64(2_000_000), to: 4_000_000, by: 500) {
            for entry in open where entry.end <= now {
                bench.router.answered(entry.attempt, Self.time(entry.end), &bench.actions)
            }
            open.removeAll { $0.end <= now }
            _ = bench.said()
            let (attempt, replica) = try bench.begin(at: now)
            counts[replica] += 1
            open.append((now + (replica == 0 ? 1_000 : 4_000), attempt))
        }
        #expect(counts[0] > 10 * counts[1], "\(counts)")
        #expect(counts[1] >= 2, "\(counts)")
    }

    @Test func `a slow call is hedged after the time that most take, within the budget`() throws {
        var bench = try Bench([2])
        var now: UInt64 = 2_000_000
        for _ in 0..<400 {
            _ = try bench.call(at: now, taking: 2_000)
            now += 3_000
        }
        // Saved up: 10; every call adds a twentieth.
        var hedgeCount = 0
        for _ in 0..<400 {
            let (attempt, replica) = try bench.begin(at: now)
            bench.router.heard(ReplicaId(shard: 0, replica: replica), Self.time(now + 900))
            bench.router.advance(to: Self.time(now + 1_000), &bench.actions)
            #expect(bench.said() == [])
            bench.router.advance(to: Self.time(now + 4_000), &bench.actions)
            for action in bench.said() {
                guard case .send(let second, let other) = action else { continue }
                #expect(second.call == attempt.call)
                #expect(other.replica == 1 - replica)
                hedgeCount += 1
            }
            bench.router.answered(attempt, Self.time(now + 5_000), &bench.actions)
            _ = bench.said()
            now += 6_000
        }
        #expect((10...31).contains(hedgeCount), "\(hedgeCount)")
        #expect(bench.router.hedgeCount == UInt64(hedgeCount))
        #expect(Double(hedgeCount) <= 10 + 0.05 * Double(bench.router.callCount))
        #expect(bench.router.retryCount == 0)
    }

    @Test func `the attempt that lost is cancelled`() throws {
        var bench = try Bench([2])
        let (first, _) = try bench.begin(at: 2_000_000)
        bench.router.advance(to: Self.time(2_020_000), &bench.actions)
        let second = bench.said().compactMap { action -> AttemptId? in
            if case .send(let attempt, _) = action { attempt } else { nil }
        }[0]
        bench.router.answered(second, Self.time(2_021_000), &bench.actions)
        #expect(bench.said() == [.cancel(first), .answered(first.call, second)])
        #expect(bench.router.inFlightCount(ReplicaId(shard: 0, replica: first.replica)) == 0)
    }

    @Test func `a silent replica is asked whether it is there, then loses its calls until it is heard`() throws {
        var bench = try Bench([2])
        let calls = try (0..<3).map { _ in try bench.begin(preferred: 0, at: 2_000_000) }
        bench.router.advance(to: Self.time(2_008_000), &bench.actions)
        #expect(bench.said() == [.probe(ReplicaId(shard: 0, replica: 0))])
        bench.router.advance(to: Self.time(2_010_000), &bench.actions)
        #expect(bench.said() == [])
        bench.router.advance(to: Self.time(2_020_000), &bench.actions)
        let moved = bench.said()
        #expect(moved.count == 3)
        for action in moved {
            guard case .send(let attempt, let other) = action else { throw TrialError() }
            #expect(other.replica == 1)
            #expect(calls.contains { $0.attempt.call == attempt.call })
        }
        #expect(bench.router.retryCount == 3)
        #expect(bench.router.hedgeCount == 0)
        for number in 0..<20 { #expect(try bench.begin(at: 2_021_000 + UInt64(number)).replica == 1) }
        bench.router.heard(ReplicaId(shard: 0, replica: 0), Self.time(2_030_000))
        #expect(!bench.router.isLeftOut(ReplicaId(shard: 0, replica: 0), Self.time(2_030_001)))
    }

    @Test func `one that answers when it is asked keeps its calls, however long they take`() throws {
        var bench = try Bench([2])
        _ = try bench.begin(preferred: 0, at: 2_000_000)
        for step in 1...100 {
            let now = 2_000_000 + UInt64(step) * 8_200
            bench.router.advance(to: Self.time(now), &bench.actions)
            #expect(bench.said() == [.probe(ReplicaId(shard: 0, replica: 0))])
            bench.router.heard(ReplicaId(shard: 0, replica: 0), Self.time(now + 100))
        }
        #expect(bench.router.retryCount == 0)
    }

    @Test func `one that fails again and again is left out, longer each time`() throws {
        var bench = try Bench([2])
        let replica = ReplicaId(shard: 0, replica: 0)
        var now: UInt64 = 2_000_000
        for expected in [100_000, 200_000, 400_000] as [UInt64] {
            for _ in 0..<3 {
                let attempt = try bench.begin(preferred: 0, at: now).attempt
                bench.router.failed(attempt, Self.time(now), &bench.actions)
                _ = bench.said()
            }
            #expect(bench.router.isLeftOut(replica, Self.time(now + expected - 1)))
            #expect(!bench.router.isLeftOut(replica, Self.time(now + expected)))
            now += expected
        }
        let attempt = try bench.begin(preferred: 0, at: now).attempt
        bench.router.answered(attempt, Self.time(now + 10), &bench.actions)
        #expect(!bench.router.isLeftOut(replica, Self.time(now + 11)))
    }

    @Test func `where all are left out, they are asked all the same`() throws {
        var bench = try Bench([1])
        for number in 0..<20 {
            let attempt = try bench.begin(at: UInt64(number)).attempt
            bench.router.failed(attempt, Self.time(UInt64(number)), &bench.actions)
            #expect(bench.said() == [.failed(attempt.call)])
        }
    }

    @Test(arguments: 0..<5)
    func `one that has just come back gets its share bit by bit`(seed: UInt64) throws {
        var bench = try Bench([2], seed: seed)
        for number in 0..<200 { _ = try bench.call(at: 5_000_000 + UInt64(number) * 1_000, taking: 500) }
        bench.router.setUsable(ReplicaId(shard: 0, replica: 0), false, Self.time(6_000_000))
        bench.router.setUsable(ReplicaId(shard: 0, replica: 0), true, Self.time(6_000_001))
        var shares: [Int] = []
        for start in [6_001_000, 8_000_000] as [UInt64] {
            var count = 0
            // Four at a time, so that the load of each matters.
            for group in 0..<25 {
                let now = start + UInt64(group) * 1_000
                var calls: [AttemptId] = []
                for _ in 0..<4 {
                    let (attempt, replica) = try bench.begin(at: now)
                    calls.append(attempt)
                    if replica == 0 { count += 1 }
                }
                for call in calls { bench.router.answered(call, Self.time(now + 500), &bench.actions) }
                _ = bench.said()
            }
            shares.append(count)
        }
        #expect(shares[0] < 25, "\(shares)")
        #expect((40...60).contains(shares[1]), "\(shares)")
    }
}
