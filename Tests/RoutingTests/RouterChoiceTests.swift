import Ground
import Routing
import Testing

@Suite struct RouterChoiceTests {
    @Test func `an attempt of a call that is over says nothing about the next one in its place`() throws {
        var trial = try RouterTrial(replicaCounts: [1])
        trial.begin()
        let old = trial.sent[0]
        trial.answer(old)
        trial.begin()
        trial.actions = []
        trial.answer(old)
        trial.fail(old)
        #expect(trial.actions == [])
        #expect(trial.router.openCount == 1)
    }

    @Test func `a call that is cancelled takes its attempt along`() throws {
        var trial = try RouterTrial(replicaCounts: [2])
        let call = trial.begin()
        let attempt = trial.sent[0]
        trial.actions = []
        trial.router.cancel(call, &trial.actions)
        #expect(trial.actions == [.cancel(attempt)])
        trial.router.cancel(call, &trial.actions)
        trial.watch(microseconds: 100_000)
        #expect(trial.actions == [.cancel(attempt)])
        #expect(trial.router.openCount == 0)
    }

    @Test func `an attempt that ran out of time is not made again`() throws {
        var trial = try RouterTrial(replicaCounts: [2])
        let call = trial.begin()
        trial.router.ended(trial.sent[0], trial.now, &trial.actions)
        #expect(trial.actions.last == .failed(call))
        #expect(trial.sent.count == 1)
    }

    @Test func `the same seed and times give the same actions`() throws {
        var texts: [String] = []
        for _ in 0..<2 {
            var trial = try RouterTrial(replicaCounts: [5], seed: 7)
            for _ in 0..<50 { trial.begin() }
            texts.append("\(trial.sent.map(\.replica))")
        }
        #expect(texts[0] == texts[1])
    }

    @Test func `of two replicas the one with less to do is asked`() throws {
        var trial = try RouterTrial(replicaCounts: [2])
        trial.warmUp(microseconds: 1_000)
        for _ in 0..<100 { trial.begin() }
        let counts = (0..<2).map { trial.router.inFlightCount(ReplicaId(shard: 0, replica: $0)) }
        #expect(counts == [50, 50])
    }

    @Test func `of many replicas none gets far more than another`() throws {
        var trial = try RouterTrial(replicaCounts: [10])
        trial.warmUp(microseconds: 1_000, replicaCount: 10)
        for _ in 0..<1_000 { trial.begin() }
        let counts = (0..<10).map { trial.router.inFlightCount(ReplicaId(shard: 0, replica: $0)) }
        // By chance alone the largest would be about 115.
        #expect(counts.allSatisfy { (95...105).contains($0) }, "\(counts)")
    }

    @Test func `a replica of which nothing is known is not flooded`() throws {
        var trial = try RouterTrial(replicaCounts: [2])
        let fresh = ReplicaId(shard: 0, replica: 1)
        trial.router.setUsable(fresh, false, trial.now)
        for _ in 0..<100 { trial.ask(0, microseconds: 5_000) }
        trial.router.setUsable(fresh, true, trial.now)
        for _ in 0..<100 { trial.begin() }
        #expect(trial.router.inFlightCount(fresh) <= 50)
    }

    @Test func `a call slower than 95 of 100 is asked of a second replica, once`() throws {
        var trial = try RouterTrial(replicaCounts: [3])
        trial.warmUp(microseconds: 4_000, replicaCount: 3)
        trial.begin()
        trial.pass(microseconds: 3_900)
        trial.router.advance(to: trial.now, &trial.actions)
        #expect(trial.sent.count == 1)
        trial.watch(microseconds: 10_000)
        #expect(trial.sent.count == 2)
        #expect(trial.sent[0].replica != trial.sent[1].replica)
        #expect(trial.router.hedgeCount == 1)
    }

    @Test func `a call is not hedged while too little is known`() throws {
        var trial = try RouterTrial(replicaCounts: [2])
        trial.warmUp(microseconds: 1_000, count: 10)
        trial.begin()
        trial.router.heard(ReplicaId(shard: 0, replica: trial.sent[0].replica), trial.now)
        trial.watch(microseconds: 15_000)
        #expect(trial.sent.count == 1)
    }

    @Test func `the only replica of a shard is waited for`() throws {
        var trial = try RouterTrial(replicaCounts: [1])
        trial.warmUp(microseconds: 1_000, replicaCount: 1)
        trial.begin()
        trial.watch(microseconds: 200_000)
        #expect(trial.sent.count == 1)
    }

    @Test func `a replica whose calls others answer first is known as slow`() throws {
        var trial = try RouterTrial(replicaCounts: [2])
        trial.warmUp(microseconds: 2_000)
        for _ in 0..<8 {
            trial.begin(preferred: ReplicaId(shard: 0, replica: 1))
            trial.watch(microseconds: 15_000)
            trial.router.heard(ReplicaId(shard: 0, replica: 1), trial.now)
            let attempt = trial.sent.last!
            try #require(attempt.replica == 0)
            trial.answer(attempt)
            trial.actions = []
        }
        let shares = trial.shares(of: 20, replicaCount: 2)
        #expect(shares == [20, 0])
    }
}
