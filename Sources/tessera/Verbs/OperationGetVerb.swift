internal import ArgumentParser
internal import Calling
internal import JSON
internal import Vocabulary
internal import Wire

/// `tessera operation get`
struct OperationGetVerb: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "get", abstract: "Shows one operation as it stands.",
        discussion: "  tessera operation get 00c0ffee00c0ffee")

    @OptionGroup var connection: ConnectionOptions
    @Argument(help: "Its id.")
    var operation: String

    func run() async throws {
        let operation: Operation = try await connection.caller().call(
            .getOperation, GetOperationRequest(operation: operation))
        if connection.json { return Output.write(JSONValue(operation)) }
        Output.write(OperationVerb.text(operation))
    }
}
