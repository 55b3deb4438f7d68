import Eventing
import Ground
import Testing
import TrialServer
import Vocabulary
import Wire

@testable import Loading

/// Loads on real servers over loopback, one at a time.
@Suite(.serialized) struct LoadEngineTests {
    private static func kind(
        _ name: String = "echo", _ method: UInt16 = StallingServer.echo, path: String = StallingServer.echoPath,
        weight: Double = 1, timeoutMilliseconds: UInt32 = 5_000
    ) -> LoadKind {
        LoadKind(
            name: name, method: method, path: path, weight: weight, timeoutMicroseconds: timeoutMilliseconds * 1_000,
            bodies: [[]])
    }

    private static func run(
        _ phase: LoadPhase, _ kinds: [LoadKind], on server: StallingServer, connectionCount: Int = 2,
        speaksGRPC: Bool = false
    ) async throws -> LoadSpan {
        let engine = LoadEngine(
            address: server.address, connectionCount: connectionCount, speaksGRPC: speaksGRPC, kinds: kinds,
            seed: 1)
        defer { engine.close() }
        try await engine.connect()
        return await engine.run(phase)
    }

    private static func open(_ perSecond: Double, _ seconds: Double, _ spacing: ArrivalSchedule.Spacing = .constant)
        -> LoadPhase
    {
        LoadPhase(pace: .open(perSecond: perSecond, spacing: spacing), seconds: seconds, seed: 7)
    }

    @Test(arguments: [false, true])
    func `an open loop offers its rate, and every call is answered once`(speaksGRPC: Bool) async throws {
        let server = try await StallingServer()
        let span = try await Self.run(Self.open(2_000, 1), [Self.kind()], on: server, speaksGRPC: speaksGRPC)
        #expect(span.callCount == 1_999 || span.callCount == 2_000)
        #expect(span[.answered] == span.callCount)
        #expect(server.state.withLock { $0.callCount } == Int(span.callCount))
        #expect(span.latency.count == span.callCount)
        #expect(span.intervals.reduce(0) { $0 + $1.callCount } == span.callCount)
        #expect(span.errors.isEmpty)
        await server.stop()
    }

    /// With stalls of D seconds at a rate r, a stall holds up r · D calls, by times that are spread evenly over 0...D:
    /// what a caller sees, and what a tester that waits for answers does not.
    @Test(arguments: [0.1, 0.03])
    func `a stall is charged to every call that it held up`(stall: Double) async throws {
        let server = try await StallingServer(stall: stall, period: 0.5)
        let rate = 2_000.0
        let span = try await Self.run(Self.open(rate, 3), [Self.kind()], on: server)
        #expect(server.state.withLock { $0.stalls.count } == 6)
        for percentile in [97.0, 99, 99.9] {
            let truth = server.wait(atPercentile: percentile, of: 3)
            guard truth > 0.001 else { continue }
            let seen = span.latency.microseconds(atPercentile: percentile) / 1e6
            #expect(seen > 0.95 * truth, "p\(percentile): \(seen) of \(truth)")
            // What else holds up a shared machine comes on top.
            #expect(seen < 1.05 * truth + 0.25, "p\(percentile): \(seen) of \(truth)")
        }
        await server.stop()
    }

    @Test func `a closed loop keeps its number of calls under way`() async throws {
        let server = try await StallingServer()
        let span = try await Self.run(
            LoadPhase(pace: .closed(inFlight: 16), seconds: 0.3), [Self.kind()], on: server)
        #expect(span[.answered] > 100)
        #expect(span[.answered] == span.callCount)
        await server.stop()
    }

    @Test(arguments: [1, 3])
    func `a recording is made again at its pace, each call once`(threadCount: Int) async throws {
        let server = try await StallingServer()
        let calls = (0..<50).map {
            LoadRecording.Call(kind: $0 % 2, body: 0, nanoseconds: UInt64($0) * 10_000_000)
        }
        let team = LoadTeam(
            address: server.address, connectionCount: 3, threadCount: threadCount,
            kinds: [Self.kind(), Self.kind("other")], recording: LoadRecording(calls), seed: 1)
        try await team.connect()
        let start = MonotonicTime.now
        let span = await team.run(LoadPhase(pace: .recorded, seconds: LoadRecording(calls).seconds))
        #expect(MonotonicTime.now.microseconds(since: start) >= 490_000)
        #expect(span[.answered] == 50)
        #expect(span.tallies.map(\.callCount) == [25, 25])
        // At another pace they come again and again, and two kinds by turns.
        let faster = await team.run(Self.open(1_000, 0.5))
        #expect(faster.callCount > 400)
        let counts = faster.tallies.map { Int($0.callCount) }
        #expect(abs(counts[0] - counts[1]) <= threadCount)
        team.close()
        await server.stop()
    }

    @Test func `what has a deadline of its own is late by that`() async throws {
        let server = try await StallingServer(stall: 0.1, period: 0.2)
        var kind = Self.kind()
        kind.bodies = [[], []]
        kind.ownTimeouts = [5_000, 5_000_000]
        let calls = (0..<200).map { LoadRecording.Call(kind: 0, body: $0 % 2, nanoseconds: UInt64($0) * 2_000_000) }
        let engine = LoadEngine(
            address: server.address, connectionCount: 2, kinds: [kind], recording: LoadRecording(calls), seed: 1)
        try await engine.connect()
        let span = await engine.run(LoadPhase(pace: .recorded, seconds: LoadRecording(calls).seconds))
        #expect(span[.late] > 10 && span[.late] <= 100)
        #expect(span[.answered] >= 100)
        engine.close()
        await server.stop()
    }

    @Test func `kinds come by their weights`() async throws {
        let server = try await StallingServer()
        let span = try await Self.run(
            Self.open(5_000, 1), [Self.kind("a", weight: 3), Self.kind("b", weight: 1)], on: server)
        #expect(abs(Double(span.tallies[0].callCount) / Double(span.callCount) - 0.75) < 0.04)
        await server.stop()
    }

    @Test(arguments: [false, true])
    func `refused, late and failed calls are told apart`(speaksGRPC: Bool) async throws {
        let server = try await StallingServer()
        let kinds = [
            Self.kind("refused", StallingServer.refuse, path: "/test.Service/Refuse"),
            Self.kind("failed", StallingServer.miss, path: "/test.Service/Miss"),
            Self.kind("unknown", 999, path: "/test.Service/Unknown"),
        ]
        let span = try await Self.run(Self.open(600, 0.5), kinds, on: server, speaksGRPC: speaksGRPC)
        #expect(span.tallies[0][.refused] == span.tallies[0].callCount)
        #expect(span.tallies[1][.failed] == span.tallies[1].callCount)
        #expect(span.tallies[2][.failed] == span.tallies[2].callCount)
        // gRPC names the status alone.
        #expect(span.errors["RESOURCE_EXHAUSTED busy"] == span.tallies[0].callCount)
        #expect(span.errors["NOT_FOUND gallery_not_found"] == span.tallies[1].callCount)
        #expect(span[.answered] == 0)
        await server.stop()
    }

    @Test(arguments: [false, true])
    func `calls that a stall holds up beyond their deadline are late, and the run ends`(
        speaksGRPC: Bool
    ) async throws {
        let server = try await StallingServer(stall: 0.4, period: 0.5)
        let span = try await Self.run(
            Self.open(1_000, 0.5), [Self.kind(timeoutMilliseconds: 100)], on: server, speaksGRPC: speaksGRPC)
        // Those of the first 300 ms of the stall, which began after 250 ms; the phase ended 250 ms into it.
        #expect(span[.late] > 150)
        #expect(span[.answered] > 200)
        #expect(span[.answered] + span[.late] == span.callCount)
        await server.stop()
    }

    @Test(arguments: [false, true])
    func `a server that goes away fails calls, and those after it is back are answered`(
        speaksGRPC: Bool
    ) async throws {
        var server: StallingServer? = try await StallingServer()
        let address = server!.address
        let engine = LoadEngine(
            address: address, connectionCount: 2, speaksGRPC: speaksGRPC,
            kinds: [Self.kind(timeoutMilliseconds: 200)], seed: 1)
        defer { engine.close() }
        try await engine.connect()
        async let running = engine.run(Self.open(500, 2))
        try await Task.sleep(nanoseconds: 500_000_000)
        await server?.stop()
        server = nil
        try await Task.sleep(nanoseconds: 600_000_000)
        let again = try await StallingServer(at: address)
        let span = await running
        #expect(span[.failed] > 50)
        #expect(span.intervals.last?[.answered] ?? 0 > 100)
        #expect(span.callCount == 999 || span.callCount == 1_000)
        await again.stop()
    }

    @Test func `a target that is not there is an error before the run`() async throws {
        let server = try await StallingServer()
        let address = server.address
        await server.stop()
        let engine = LoadEngine(address: address, connectionCount: 2, kinds: [Self.kind()])
        defer { engine.close() }
        await #expect(throws: CallFailure.self) { try await engine.connect() }
    }

    @Test func `a run that is stopped tells what it saw until then`() async throws {
        let server = try await StallingServer()
        let engine = LoadEngine(address: server.address, connectionCount: 1, kinds: [Self.kind()])
        try await engine.connect()
        async let running = engine.run(Self.open(1_000, 60))
        try await Task.sleep(nanoseconds: 300_000_000)
        engine.stop()
        let span = await running
        #expect(span.seconds < 5)
        #expect(span[.answered] > 200)
        #expect(abs(span.offered - 1_000) < 100)
        engine.close()
        await server.stop()
    }

    @Test func `spans of several testers add up`() async throws {
        let server = try await StallingServer()
        var span = try await Self.run(Self.open(500, 0.4), [Self.kind()], on: server)
        let other = try await Self.run(Self.open(700, 0.4), [Self.kind()], on: server)
        let (count, otherCount) = (span.callCount, other.callCount)
        span.add(other)
        #expect(span.callCount == count + otherCount)
        #expect(span.latency.count == count + otherCount)
        #expect(span.intervals.reduce(0) { $0 + $1.callCount } == count + otherCount)
        await server.stop()
    }

    @Test(arguments: [1, 3])
    func `a team shares a load out, and all of it is there`(threadCount: Int) async throws {
        let server = try await StallingServer()
        let team = LoadTeam(
            address: server.address, connectionCount: 4, threadCount: threadCount, kinds: [Self.kind()], seed: 3)
        try await team.connect()
        let span = await team.run(Self.open(900, 1))
        #expect(abs(Int64(span.callCount) - 900) <= Int64(threadCount))
        #expect(span[.answered] == span.callCount)
        let closed = await team.run(LoadPhase(pace: .closed(inFlight: 5), seconds: 0.2))
        #expect(closed[.answered] > 20)
        team.close()
        await server.stop()
    }

    @Test func `threads of a team begin with different requests`() async throws {
        let server = try await StallingServer()
        var kind = Self.kind()
        kind.bodies = [[], []]
        // What is answered is right for the first request and wrong for the second.
        kind.check = LoadCheck(
            share: 1,
            truths: [0: LoadReading(ids: ["right"], coverage: 1), 1: LoadReading(ids: ["other"], coverage: 1)],
            explained: [0: [], 1: []], read: { _ in LoadReading(ids: ["right"], coverage: 1) })
        let team = LoadTeam(
            address: server.address, connectionCount: 2, threadCount: 2, kinds: [kind], seed: 3)
        try await team.connect()
        // One call each, after a half gap and a whole one.
        let span = await team.run(Self.open(20, 0.12))
        #expect(span[.answered] == 2)
        #expect((span.recallSum, span.recallCount) == (1, 2))
        team.close()
        await server.stop()
    }
}
