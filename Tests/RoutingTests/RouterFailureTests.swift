import Ground
import Routing
import Testing

@Suite struct RouterFailureTests {
    // MARK: Silence

    @Test func `a silent replica is asked whether it is there, once`() throws {
        var trial = try RouterTrial(replicaCounts: [2])
        trial.begin()
        trial.watch(microseconds: 15_000)
        let replica = ReplicaId(shard: 0, replica: trial.sent[0].replica)
        #expect(trial.actions.filter { $0 == .probe(replica) }.count == 1)
        #expect(trial.sent.count == 1)
    }

    @Test func `the calls of a replica that stays silent go to another, at no budget`() throws {
        var trial = try RouterTrial(replicaCounts: [2])
        let silent = ReplicaId(shard: 0, replica: 0)
        for _ in 0..<30 { trial.begin(preferred: silent) }
        trial.watch(microseconds: 22_000)
        #expect(trial.sent.count == 60)
        #expect(trial.sent.suffix(30).allSatisfy { $0.replica == 1 })
        #expect(trial.router.hedgeCount == 0)
        #expect(trial.router.retryCount == 30)
        #expect(trial.router.isLeftOut(silent, trial.now))
    }

    @Test func `a replica that says it is there keeps its calls`() throws {
        var trial = try RouterTrial(replicaCounts: [2])
        trial.begin()
        let replica = ReplicaId(shard: 0, replica: trial.sent[0].replica)
        for _ in 0..<10 {
            trial.watch(microseconds: 10_000)
            trial.router.heard(replica, trial.now)
        }
        #expect(trial.sent.count == 1)
        #expect(!trial.router.isLeftOut(replica, trial.now))
    }

    @Test func `a silent replica is not asked until it is heard of`() throws {
        var trial = try RouterTrial(replicaCounts: [2])
        let silent = ReplicaId(shard: 0, replica: 0)
        trial.begin(preferred: silent)
        trial.watch(microseconds: 22_000)
        for _ in 0..<20 { trial.begin(preferred: silent) }
        #expect(trial.sent.suffix(20).allSatisfy { $0.replica == 1 })
        trial.router.heard(silent, trial.now)
        trial.begin(preferred: silent)
        #expect(trial.sent.last?.replica == 0)
    }

    @Test func `an idle replica is not silent`() throws {
        var trial = try RouterTrial(replicaCounts: [2])
        trial.warmUp(microseconds: 1_000)
        trial.watch(microseconds: 5_000_000)
        #expect(!trial.router.isLeftOut(ReplicaId(shard: 0, replica: 0), trial.now))
        trial.begin()
        trial.router.advance(to: trial.now, &trial.actions)
        #expect(trial.sent.count == 1)
    }

    @Test func `when all replicas are silent each is asked once a call`() throws {
        var trial = try RouterTrial(replicaCounts: [3])
        for _ in 0..<10 { trial.begin() }
        trial.watch(microseconds: 1_000_000)
        #expect(trial.sent.count <= 30)
        #expect(Set(trial.sent).count == trial.sent.count)
        #expect(trial.router.openCount == 10)
    }

    @Test func `a call is moved to a replica that is left out when nothing better is there`() throws {
        var trial = try RouterTrial(replicaCounts: [2])
        for _ in 0..<RouterOptions().failureCountMax {
            trial.begin(preferred: ReplicaId(shard: 0, replica: 1))
            trial.fail(trial.sent.last!)
            trial.answer(trial.sent.last!)
        }
        try #require(trial.router.isLeftOut(ReplicaId(shard: 0, replica: 1), trial.now))
        trial.begin()
        try #require(trial.sent.last?.replica == 0)
        trial.watch(microseconds: 25_000)
        #expect(trial.sent.last?.replica == 1)
    }

    @Test func `a pause of its own is not taken for the silence of others`() throws {
        var trial = try RouterTrial(replicaCounts: [2])
        trial.begin()
        trial.watch(microseconds: 2_000)
        trial.pass(microseconds: 300_000)
        trial.router.advance(to: trial.now, &trial.actions)
        #expect(trial.sent.count == 1)
        trial.watch(microseconds: 25_000)
        #expect(trial.sent.count == 2)
    }

    // MARK: Failure

    @Test func `a call that fails is asked of another replica at once`() throws {
        var trial = try RouterTrial(replicaCounts: [2])
        trial.begin()
        trial.fail(trial.sent[0])
        #expect(trial.sent.count == 2)
        #expect(trial.sent[0].replica != trial.sent[1].replica)
        #expect(trial.router.retryCount == 1)
    }

    @Test func `a call fails once each replica has failed it`() throws {
        var trial = try RouterTrial(replicaCounts: [3])
        let call = trial.begin()
        for number in 0..<3 { trial.fail(trial.sent[number]) }
        #expect(Set(trial.sent.map(\.replica)) == [0, 1, 2])
        #expect(trial.actions.last == .failed(call))
        #expect(trial.router.openCount == 0)
    }

    @Test func `a call whose hedge is on its way outlives the failure of its first attempt`() throws {
        var trial = try RouterTrial(replicaCounts: [2])
        trial.warmUp(microseconds: 4_000)
        let call = trial.begin()
        trial.watch(microseconds: 6_000)
        let sent = trial.sent
        try #require(sent.count == 2)
        trial.fail(sent[0])
        #expect(trial.router.openCount == 1)
        trial.answer(sent[1])
        #expect(trial.actions.last == .answered(call, sent[1]))
    }

    /// Fails calls at replica 0 until it is left out, the others of them being answered.
    private static func eject(_ trial: inout RouterTrial) {
        for _ in 0..<RouterOptions().failureCountMax {
            trial.begin(preferred: ReplicaId(shard: 0, replica: 0))
            trial.fail(trial.sent.last!)
            trial.pass(microseconds: 1_000)
            trial.answer(trial.sent.last!)
        }
    }

    @Test func `a replica that fails again and again is left out for a while`() throws {
        var trial = try RouterTrial(replicaCounts: [2])
        let replica = ReplicaId(shard: 0, replica: 0)
        trial.warmUp(microseconds: 1_000)
        Self.eject(&trial)
        #expect(trial.router.isLeftOut(replica, trial.now))
        #expect(trial.shares(of: 50, replicaCount: 2)[0] == 0)
        trial.pass(microseconds: RouterOptions().ejectionMicroseconds)
        #expect(!trial.router.isLeftOut(replica, trial.now))
    }

    @Test func `one failure among answers leaves nobody out`() throws {
        var trial = try RouterTrial(replicaCounts: [2])
        for _ in 0..<20 {
            trial.begin(preferred: ReplicaId(shard: 0, replica: 0))
            trial.fail(trial.sent.last!)
            trial.answer(trial.sent.last!)
            trial.ask(0, microseconds: 1_000)
        }
        #expect(!trial.router.isLeftOut(ReplicaId(shard: 0, replica: 0), trial.now))
    }

    @Test func `each time it fails again it is left out twice as long, up to a limit`() throws {
        var trial = try RouterTrial(replicaCounts: [2])
        let options = RouterOptions()
        let replica = ReplicaId(shard: 0, replica: 0)
        var time = options.ejectionMicroseconds
        for _ in 0..<12 {
            Self.eject(&trial)
            // The last answer came a millisecond after the last failure.
            trial.pass(microseconds: time - 1_001)
            try #require(trial.router.isLeftOut(replica, trial.now))
            trial.pass(microseconds: 1)
            try #require(!trial.router.isLeftOut(replica, trial.now))
            time = min(2 * time, options.ejectionMicrosecondsMax)
        }
        #expect(time == options.ejectionMicrosecondsMax)
    }

    @Test func `a replica that comes back gets its share bit by bit`() throws {
        var trial = try RouterTrial(replicaCounts: [2])
        trial.warmUp(microseconds: 1_000)
        Self.eject(&trial)
        trial.pass(microseconds: RouterOptions().ejectionMicroseconds)
        var shares: [Int] = []
        for time in [0, RouterOptions().returnMicroseconds] {
            trial.pass(microseconds: time)
            var calls: [CallId] = []
            for _ in 0..<100 { calls.append(trial.begin()) }
            shares.append(trial.router.inFlightCount(ReplicaId(shard: 0, replica: 0)))
            for call in calls { trial.router.cancel(call, &trial.actions) }
        }
        #expect(shares[0] < 25)
        #expect((45...55).contains(shares[1]))
    }

    @Test func `a replica that was found well is asked although it was left out`() throws {
        var trial = try RouterTrial(replicaCounts: [2])
        let replica = ReplicaId(shard: 0, replica: 0)
        Self.eject(&trial)
        try #require(trial.router.isLeftOut(replica, trial.now))
        trial.router.setUsable(replica, false, trial.now)
        trial.router.setUsable(replica, true, trial.now)
        #expect(!trial.router.isLeftOut(replica, trial.now))
    }

    // MARK: Too much to do

    @Test func `calls that are turned away go to another within the budget of hedges, and leave nobody out`() throws {
        var trial = try RouterTrial(replicaCounts: [2])
        var movedCount = 0
        for number in 0..<100 {
            let sentCount = trial.sent.count
            trial.begin()
            trial.router.turnedAway(trial.sent[sentCount], trial.now, &trial.actions)
            guard trial.sent.count > sentCount + 1 else { continue }
            movedCount += 1
            #expect(trial.sent[sentCount + 1].replica != trial.sent[sentCount].replica, "\(number)")
            trial.router.turnedAway(trial.sent[sentCount + 1], trial.now, &trial.actions)
        }
        // Ten were saved up, and each call adds a twentieth.
        #expect(movedCount == 15 || movedCount == 14)
        #expect(trial.router.hedgeCount == UInt64(movedCount))
        #expect(trial.router.openCount == 0)
        for replica in 0..<2 {
            #expect(!trial.router.isLeftOut(ReplicaId(shard: 0, replica: replica), trial.now))
            #expect(trial.router.inFlightCount(ReplicaId(shard: 0, replica: replica)) == 0)
        }
    }
}
