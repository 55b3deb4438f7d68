internal import ArgumentParser
internal import Calling
internal import Ground
internal import JSON
internal import Vocabulary
internal import Wire

/// `tessera ping`: is the daemon there, and how far away.
struct PingVerb: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ping",
        abstract: "Asks the daemon for a sign of life.",
        discussion: """
            Prints the time of each empty call, and of the quickest. Ends with code 5 when nobody answers.

              tessera ping
              tessera ping --count 10 --server unix:/run/tesserad.sock
            """)

    @OptionGroup var connection: ConnectionOptions
    @Option(help: "Calls, one after the other, 1...1000000.")
    var count = 3

    func validate() throws {
        guard (1...1_000_000).contains(count) else { throw ValidationError("--count: \(count) is not in 1...1000000") }
    }

    func run() async throws {
        let caller = try connection.caller()
        let payload = Array("tessera ping".utf8)
        var times: [UInt64] = []
        // The first call makes the connection, which is not what is measured.
        for number in 0...count {
            let start = MonotonicTime.now
            let reply: PingResponse = try await caller.call(.ping, PingRequest(payload: payload))
            let microseconds = MonotonicTime.now.microseconds(since: start)
            guard reply.payload == payload else { throw ToolError(description: "the echo is not what was sent") }
            guard number > 0 else { continue }
            times.append(microseconds)
            if !connection.json { Output.write("answer \(number) after \(microseconds) µs") }
        }
        let sorted = times.sorted()
        if connection.json {
            Output.write([
                "server": .string(connection.address), "microseconds": .array(times.map { .count($0) }),
                "median_microseconds": .count(sorted[sorted.count / 2]),
            ])
        } else {
            Output.write(
                "\(connection.address): quickest \(sorted[0]) µs, median \(sorted[sorted.count / 2]) µs")
        }
    }
}
