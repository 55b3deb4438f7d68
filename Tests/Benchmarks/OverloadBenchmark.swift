import ArgumentParser
import Calling
import Eventing
import Foundation
import Glibc
import Ground
import TrialGround
import Vocabulary
import Wire

/// What a daemon does with more searches than it can answer.
struct OverloadBenchmark: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "overload", abstract: "Searches that come when they come, at 70 and 200 % of what can be done.",
        discussion: """
            The daemon is on the first processor, all its threads, and the client on the second. --folder holds a \
            trained gallery as `daemon` leaves it. Calls come at random moments (Poisson), whatever became of those \
            before them; latencies count from the moment at which a call was due.
            """)

    @Option(help: "Folder that `tessera-bench daemon` has left.")
    var folder: String

    @Option(help: "Seconds of each run.")
    var seconds = 10.0

    @Option(help: "Connections of the client.")
    var connections = 4

    @Option(help: "Each call's timeout in milliseconds.")
    var timeout = 50

    @Option(parsing: .upToNextOption, help: "Loads in percent of the peak.")
    var loads = [70, 100, 200]

    @Option(help: "Rounds; each measures the peak anew, before and after its loads.")
    var rounds = 3

    @Option(help: "Recall to ask for.")
    var recall: Float = 0.95

    func validate() throws {
        guard seconds >= 1, connections > 0, timeout > 0, rounds > 0, loads.allSatisfy({ $0 > 0 }) else {
            throw ValidationError("at least a second, a connection, a millisecond, a round and one percent")
        }
    }

    func run() throws {
        let path = "\(FileManager.default.temporaryDirectory.path)/tessera-bench-\(getpid()).sock"
        let settings = "\(folder)/overload.yaml"
        try "listen: [\"unix:\(path)\"]\ndata: \"\(folder)/data\"\nthreads: {workers: 1}\n"
            .write(toFile: settings, atomically: true, encoding: .utf8)
        let daemon = ChildProcess(
            program: "tesserad", arguments: ["--config", settings], logFile: "\(folder)/log")
        defer {
            daemon.terminate()
            _ = daemon.wait()
        }
        let bodies = try requests(of: "unix:\(path)", daemon)
        for thread in ThreadTimes.threads(of: daemon.identifier, named: "") {
            try PinnedProgram.move(thread, to: 0...0)
        }
        for thread in ThreadTimes.threads(of: getpid(), named: "") { try PinnedProgram.move(thread, to: 1...1) }
        let client = try OpenLoop(
            .unix(path: path), connectionCount: connections, method: .search, bodies: bodies)
        _ = client.runClosed(inFlight: 64, count: 4 * bodies.count)
        print(
            "load, round".padding(toLength: 14, withPad: " ", startingAt: 0)
                + [
                    "peak/s", "offered/s", "good/s", "of peak", "refused/s", "expired/s", "p50 ms", "p99 ms",
                    "ideal p99",
                ]
                .map { column($0) }.joined())
        for round in 1...rounds { try measure(client, bodies.count, daemon.identifier, round) }
    }

    /// Searches by vectors of items of the gallery.
    private func requests(of address: String, _ daemon: ChildProcess) throws -> [[UInt8]] {
        let result = Guarded<Result<[[Float]], any Error>?>(nil)
        let finished = DispatchSemaphore(value: 0)
        Task.detached {
            do {
                let client = try Client(address)
                defer { client.close() }
                while daemon.isRunning, (try? await client.call(.ping, PingRequest()) as PingResponse) == nil {
                    try await Task.sleep(for: .milliseconds(20))
                }
                let sample: SampleItemsResponse = try await client.call(
                    .sampleItems,
                    SampleItemsRequest(gallery: DaemonTrial.gallery, count: 1_000, field: DaemonTrial.field, seed: 7))
                let items: GetItemsResponse = try await client.call(
                    .getItems,
                    GetItemsRequest(
                        gallery: DaemonTrial.gallery, ids: sample.ids, readMask: ReadMask(idOnly: true, vectors: true)))
                let vectors = items.items.compactMap { $0.vectors.first?.values }
                result.withLock { $0 = .success(vectors) }
            } catch {
                result.withLock { $0 = .failure(error) }
            }
            finished.signal()
        }
        finished.wait()
        return try result.withLock { $0! }.get().map { vector in
            let buffer = ByteBuffer()
            SearchRequest(
                gallery: DaemonTrial.gallery, limit: 10,
                fields: [FieldQuery(field: DaemonTrial.field, vector: vector)], readMask: ReadMask(idOnly: true),
                tuning: SearchTuning(targetRecall: recall)
            ).write(to: buffer)
            return Array(buffer.bytes)
        }
    }

    private func measure(_ client: OpenLoop, _ bodyCount: Int, _ daemon: pid_t, _ round: Int) throws {
        // What each takes alone, and how many a second when there is always one to take.
        let alone = client.runClosed(inFlight: 1, count: 2 * bodyCount).serverTimes
        let peak = peak(client, bodyCount)
        for load in loads {
            var random = SeededRandom(seed: UInt64(1_000 * round + load))
            let rate = peak * Double(load) / 100
            let arrivals = Self.arrivals(perSecond: rate, seconds: seconds, &random)
            var sizes: [Int] = []
            let outcome = client.run(arrivals: arrivals, timeoutMicroseconds: UInt32(timeout * 1_000)) {
                sizes.append(Self.residentByteCount(daemon))
            }
            let ideal = Self.ideal(arrivals, alone, perSecond: peak, &random)
            report(outcome, "\(load) %, \(round)", peak: peak, rate: rate, ideal: ideal)
            if let first = sizes.first, let last = sizes.last, let most = sizes.max() {
                let figures = [first, most, last].map { column(Double($0) / 1e6, 1, width: 8) }.joined()
                print("              resident MB at the first second, at most, at the last:\(figures)")
            }
            if outcome.lostCount + outcome.otherCount > 0 {
                print("              \(outcome.lostCount) without an answer, \(outcome.otherCount) failed")
            }
        }
        print("              peak afterwards \(column(self.peak(client, bodyCount), 0, width: 0))/s")
    }

    private func peak(_ client: OpenLoop, _ bodyCount: Int) -> Double {
        let outcome = client.runClosed(inFlight: 64, count: 10 * bodyCount)
        return Double(outcome.latencies.count) / Double(outcome.nanoseconds) * 1e9
    }

    private static func arrivals(perSecond: Double, seconds: Double, _ random: inout SeededRandom) -> [UInt64] {
        var arrivals: [UInt64] = []
        var time = 0.0
        while true {
            time -= log(Double.random(in: Double.leastNonzeroMagnitude..<1, using: &random)) / perSecond
            guard time < seconds else { return arrivals }
            arrivals.append(UInt64(time * 1e9))
        }
    }

    /// The p99 in nanoseconds of an ideal queue with the service times that were measured, scaled to what they are in
    /// company, where searches share work.
    private static func ideal(
        _ arrivals: [UInt64], _ alone: [UInt64], perSecond peak: Double, _ random: inout SeededRandom
    ) -> UInt64 {
        let scale = 1e9 / peak / (Double(alone.reduce(0, +)) / Double(alone.count))
        let services = arrivals.map { _ in UInt64(Double(alone.randomElement(using: &random)!) * scale) }
        return percentile(IdealQueue.latencies(arrivals: arrivals, services: services), 0.99)
    }

    private func report(
        _ outcome: OpenLoop.Outcome, _ name: String, peak: Double, rate: Double, ideal: UInt64
    ) {
        let limit = UInt64(timeout) * 1_000_000
        let good = Double(outcome.latencies.count { $0 <= limit }) / seconds
        let figures = [
            column(peak, 0), column(rate, 0), column(good, 0), column(good / peak, 3),
            column(Double(outcome.refusedCount) / seconds, 0), column(Double(outcome.expiredCount) / seconds, 0),
            column(Double(Self.percentile(outcome.latencies, 0.5)) / 1e6, 2),
            column(Double(Self.percentile(outcome.latencies, 0.99)) / 1e6, 2), column(Double(ideal) / 1e6, 2),
        ]
        print(name.padding(toLength: 14, withPad: " ", startingAt: 0) + figures.joined())
    }

    private static func percentile(_ values: [UInt64], _ share: Double) -> UInt64 {
        let sorted = values.sorted()
        return sorted.isEmpty ? 0 : sorted[min(sorted.count - 1, Int(Double(sorted.count) * share))]
    }

    private static func residentByteCount(_ process: pid_t) -> Int {
        let text = (try? String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8)) ?? ""
        let line = text.split(separator: "\n").first { $0.hasPrefix("RssAnon") }
        return (line.flatMap { Int($0.filter(\.isNumber)) } ?? 0) * 1_024
    }
}
