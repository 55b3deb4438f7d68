internal import ArgumentParser
internal import Calling
internal import JSON
internal import Vocabulary
internal import Wire

/// `tessera operation watch`
struct OperationWatchVerb: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "watch", abstract: "Follows one operation until it ends.",
        discussion: """
            Prints a line at each change; with --json an object a line. Ends with code 0 when the operation succeeded, \
            1 when it failed or was cancelled.

              tessera operation watch 00c0ffee00c0ffee
            """)

    @OptionGroup var connection: ConnectionOptions
    @Argument(help: "Its id.")
    var operation: String

    func run() async throws {
        let waitMicroseconds: UInt64 = 20_000_000
        let caller = try connection.caller(timeoutSeconds: 60)
        var revision: UInt64 = 0
        while true {
            let now: Operation = try await caller.call(
                .watchOperation,
                WatchOperationRequest(
                    operation: operation, afterRevision: revision, waitMicroseconds: waitMicroseconds))
            if now.revision != revision {
                let state = now.state.map { "\($0)" } ?? "unknown"
                Output.write(connection.json ? JSONValue(now).text : "\(state): \(OperationVerb.standing(now))")
            }
            revision = now.revision
            switch now.state {
            case .succeeded: return
            case .failed:
                throw ToolError(
                    description: "operation \(now.id) failed: \(now.error?.message ?? "no reason is known")")
            case .cancelled: throw ToolError(description: "operation \(now.id) was cancelled")
            case .running, nil: continue
            }
        }
    }
}
