import ArgumentParser
import Foundation
import Ground

/// What an empty call costs the server, framed and over gRPC, beside redis-server's PING in the same minutes.
///
/// Servers run on the first processor, clients on the second. Wall-clock rates depend on the clients too; the figure
/// is the server's processor time per call, all of its threads together.
struct RPCBenchmark: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rpc", abstract: "Server time per empty call, beside redis-server's PING.")

    @Option(help: "Rounds, each of all cases.")
    var rounds = 5

    @Option(help: "Calls of a case with many in flight; one in twenty of them where each waits for the last.")
    var calls = 1_000_000

    @Option(help: "A Python with grpcio, to measure its server too.")
    var python: String?

    func validate() throws {
        guard rounds > 0, calls >= 1_280 else { throw ValidationError("at least 1 round and 1,280 calls") }
    }

    /// One way of calling, and what it cost in each round.
    private struct Case {
        let name: String
        let server: PinnedProgram
        let client: [String]
        let count: Int
        /// Index of the case it is compared with.
        let reference: Int?
        /// The ratio to stay within.
        let goal: Double?
        var microseconds: [Double] = []
        var callsPerSecond: [Double] = []
    }

    func run() throws {
        let folder = NSTemporaryDirectory() + "tessera-bench-\(getpid())"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let ours = folder + "/tessera.sock"
        let theirs = folder + "/redis.sock"
        let own = CommandLine.arguments[0]

        let tessera = try PinnedProgram([own, "rpc-server", "--unix", ours], processor: 0)
        defer { tessera.stop() }
        let address = try tessera.readLine()
        let port = 20_000 + Int(getpid()) % 20_000
        let redis = try PinnedProgram(
            [
                "redis-server", "--port", "\(port)", "--bind", "127.0.0.1", "--unixsocket", theirs, "--save", "",
                "--appendonly", "no", "--dir", folder, "--loglevel", "warning",
            ], processor: 0)
        defer { redis.stop() }
        for _ in 0..<200 where !FileManager.default.fileExists(atPath: theirs) { usleep(10_000) }

        let grpcio = try python.map { try PinnedProgram([$0, "Tests/Peers/grpcio_server.py"], processor: 0) }
        defer { grpcio?.stop() }
        let message = folder + "/message"
        guard FileManager.default.createFile(atPath: message, contents: Data(count: 5)) else {
            throw ValidationError("cannot write to \(folder)")
        }
        let tcp = ["-h", "127.0.0.1", "-p", "\(port)"]
        var cases = framedCases(tessera, address, "unix:" + ours, beside: redis, tcp, ["-s", theirs])
        cases += grpcCases(tessera, String(address.dropFirst("tcp://".count)), sending: message)
        if let grpcio {
            let target = try "127.0.0.1:" + grpcio.readLine()
            let client = load(target, RPCServer.inlinePath, batch: 64, count: few, sending: message)
            cases.append(
                Case(
                    name: "grpcio's server, TCP, 64 in flight", server: grpcio, client: client, count: few,
                    reference: 0, goal: nil))
        }
        for round in 0..<rounds {
            // Every other round goes backwards, so that a slow drift of the machine favours nobody.
            let order = round % 2 == 0 ? Array(cases.indices) : cases.indices.reversed()
            for index in order { try measure(&cases[index]) }
        }
        report(cases)
    }

    private var few: Int { calls / 20 }

    /// The client of h2load: an empty message each time.
    private func load(
        _ target: String, _ path: String, batch: Int, count: Int, sending message: String
    ) -> [String] {
        [
            "h2load", "-c", "1", "-m", "\(batch)", "-n", "\(count)", "-d", message, "-H", "te: trailers", "-H",
            "content-type: application/grpc", "http://\(target)\(path)",
        ]
    }

    /// Calls of the framed protocol, and redis. The first and the fourth are what others are compared with.
    private func framedCases(
        _ tessera: PinnedProgram, _ address: String, _ unixAddress: String, beside redis: PinnedProgram,
        _ tcp: [String], _ unix: [String]
    ) -> [Case] {
        func client(_ method: UInt16, _ address: String, batch: Int, count: Int) -> [String] {
            [
                CommandLine.arguments[0], "rpc-client", "--method", "\(method)", "--address", address, "--batch",
                "\(batch)", "--count", "\(count)",
            ]
        }
        func ping(_ address: [String], batch: Int, count: Int) -> [String] {
            ["redis-benchmark"] + address + ["-c", "1", "-P", "\(batch)", "-n", "\(count)", "-t", "ping_mbulk", "-q"]
        }
        return [
            Case(
                name: "redis PING, TCP, 64 in flight", server: redis, client: ping(tcp, batch: 64, count: calls),
                count: calls, reference: nil, goal: nil),
            Case(
                name: "inline lane, TCP, 64 in flight", server: tessera,
                client: client(RPCServer.inlineCode, address, batch: 64, count: calls), count: calls, reference: 0,
                goal: 1.0),
            Case(
                name: "pool lane, TCP, 64 in flight", server: tessera,
                client: client(RPCServer.poolCode, address, batch: 64, count: calls), count: calls, reference: 0,
                goal: nil),
            Case(
                name: "redis PING, Unix, one at a time", server: redis,
                client: ping(unix, batch: 1, count: few), count: few, reference: nil, goal: nil),
            Case(
                name: "inline lane, Unix, one at a time", server: tessera,
                client: client(RPCServer.inlineCode, unixAddress, batch: 1, count: few), count: few, reference: 3,
                goal: 1.3),
            Case(
                name: "pool lane, Unix, one at a time", server: tessera,
                client: client(RPCServer.poolCode, unixAddress, batch: 1, count: few), count: few, reference: 3,
                goal: nil),
        ]
    }

    private func grpcCases(_ tessera: PinnedProgram, _ target: String, sending message: String) -> [Case] {
        func client(_ path: String, batch: Int, count: Int) -> [String] {
            load(target, path, batch: batch, count: count, sending: message)
        }
        return [
            Case(
                name: "gRPC, inline, TCP, 64 in flight", server: tessera,
                client: client(RPCServer.inlinePath, batch: 64, count: calls), count: calls, reference: 0, goal: 5.0),
            Case(
                name: "gRPC, pool, TCP, 64 in flight", server: tessera,
                client: client(RPCServer.poolPath, batch: 64, count: calls), count: calls, reference: 0, goal: nil),
            Case(
                name: "gRPC, inline, TCP, one at a time", server: tessera,
                client: client(RPCServer.inlinePath, batch: 1, count: few), count: few, reference: nil, goal: nil),
        ]
    }

    private func measure(_ one: inout Case) throws {
        let before = one.server.processorNanoseconds
        let start = MonotonicTime.now
        try PinnedProgram.run(one.client, processor: 1)
        let seconds = Double(MonotonicTime.now.microseconds(since: start)) / 1e6
        let spent = one.server.processorNanoseconds - before
        one.microseconds.append(Double(spent) / 1e3 / Double(one.count))
        one.callsPerSecond.append(Double(one.count) / seconds)
    }

    private func report(_ cases: [Case]) {
        print("server time per call in µs, \(rounds) interleaved rounds; ratio of the medians to redis")
        let titles = ["minimum", "median", "calls/s", "ratio", "goal"]
        print("case".padding(toLength: 34, withPad: " ", startingAt: 0) + titles.map { column($0) }.joined())
        for one in cases {
            let median = Self.median(one.microseconds)
            var line = one.name.padding(toLength: 34, withPad: " ", startingAt: 0)
            line += column(one.microseconds.min()!, 3) + column(median, 3)
            line += column(Self.median(one.callsPerSecond), 0)
            if let reference = one.reference {
                line += column(median / Self.median(cases[reference].microseconds), 2)
            }
            if let goal = one.goal { line += column(goal, 1) }
            print(line)
        }
    }

    private static func median(_ values: [Double]) -> Double {
        values.sorted()[values.count / 2]
    }
}
