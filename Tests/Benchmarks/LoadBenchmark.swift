import ArgumentParser
import Ground
import Loading
import TrialServer

/// How far the load tester itself can be trusted: what it drives, how well it keeps its schedule, and what it sees of
/// a server of which the truth is known.
struct LoadBenchmark: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "load",
        abstract: "What tessera load drives from one thread, how well it keeps a schedule, and what it sees of stalls.")

    @Option(help: "Seconds of each run.")
    var seconds = 5.0

    @Option(parsing: .upToNextOption, help: "Calls a second whose schedule is measured.")
    var rates = [5_000.0, 50_000]

    @Option(parsing: .upToNextOption, help: "Milliseconds of a stall; a tenth of the time is stalls.")
    var stalls = [1.0, 10, 100]

    func validate() throws {
        guard seconds > 0, rates.allSatisfy({ $0 > 0 }), stalls.allSatisfy({ $0 > 0 && $0 < 1_000 }) else {
            throw ValidationError("there is nothing to measure")
        }
    }

    func run() async throws {
        let quiet = try await StallingServer()
        let closed = try await span(quiet, LoadPhase(pace: .closed(inFlight: 256), seconds: seconds))
        print("empty calls from one thread: \(Int(closed.goodput)) a second, \(share(closed.ownLoad)) of a core")
        print("\nbehind its schedule, µs", ["p50", "p90", "p99", "p99.9", "max"].map { column($0) }.joined())
        for rate in rates {
            let seen = try await span(quiet, phase(rate)).lateness
            let figures = [50.0, 90, 99, 99.9, 100].map { column(seen.microseconds(atPercentile: $0), 1) }
            print("\(Int(rate)) a second".padding(23), figures.joined())
        }
        await quiet.stop()
        print(
            "\nstalls, 5000 calls a second",
            ["p99 ms", "truth", "ratio", "p99.9", "truth", "ratio"].map { column($0) }.joined())
        for stall in stalls {
            let server = try await StallingServer(stall: stall / 1e3, period: stall / 100)
            let seen = try await span(server, phase(5_000)).latency
            var figures = ""
            for percentile in [99, 99.9] {
                let truth = server.wait(atPercentile: percentile, of: seconds) * 1e3
                let found = seen.microseconds(atPercentile: percentile) / 1e3
                figures += column(found) + column(truth) + column(found / truth, 3)
            }
            print("\(stall) ms".padding(27), figures)
            await server.stop()
        }
    }

    private func phase(_ rate: Double) -> LoadPhase {
        LoadPhase(pace: .open(perSecond: rate, spacing: .constant), seconds: seconds)
    }

    private func share(_ value: Double) -> String { "\((value * 100).rounded() / 100)" }

    private func span(_ server: StallingServer, _ phase: LoadPhase) async throws -> LoadSpan {
        let kind = LoadKind(
            name: "empty", method: StallingServer.echo, path: StallingServer.echoPath, timeoutMicroseconds: 10_000_000,
            bodies: [[]])
        let engine = LoadEngine(address: server.address, connectionCount: 2, kinds: [kind])
        defer { engine.close() }
        try await engine.connect()
        var warm = phase
        warm.seconds = 0.3
        _ = await engine.run(warm)
        // Stalls of the warm-up are none of the run.
        server.state.withLock { $0.stalls = [] }
        return await engine.run(phase)
    }
}

extension String {
    fileprivate func padding(_ count: Int) -> String {
        self + String(repeating: " ", count: max(0, count - self.count))
    }
}
