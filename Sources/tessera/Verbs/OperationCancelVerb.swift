internal import ArgumentParser
internal import Calling
internal import JSON
internal import Vocabulary
internal import Wire

/// `tessera operation cancel`
struct OperationCancelVerb: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cancel", abstract: "Stops an operation; what it has done stays.",
        discussion: "  tessera operation cancel 00c0ffee00c0ffee")

    @OptionGroup var connection: ConnectionOptions
    @Argument(help: "Its id.")
    var operation: String

    func run() async throws {
        let operation: Operation = try await connection.caller().call(
            .cancelOperation, CancelOperationRequest(operation: operation))
        if connection.json { return Output.write(JSONValue(operation)) }
        Output.write(OperationVerb.text(operation))
    }
}
