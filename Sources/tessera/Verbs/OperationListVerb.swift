internal import ArgumentParser
internal import Calling
internal import JSON
internal import Vocabulary
internal import Wire

/// `tessera operation list`
struct OperationListVerb: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Lists operations, latest first.",
        discussion: """
              tessera operation list
              tessera operation list drawings --running
            """)

    @OptionGroup var connection: ConnectionOptions
    @Argument(help: "Only those of this gallery.")
    var gallery: String?
    @Flag(help: "Only those under way.")
    var running = false

    func run() async throws {
        let response: ListOperationsResponse = try await connection.caller().call(
            .listOperations, ListOperationsRequest(gallery: gallery ?? "", runningOnly: running))
        if connection.json {
            return Output.write(["operations": .array(response.operations.map { JSONValue($0) })])
        }
        var table = Table(headings: [
            ("operation", .left), ("kind", .left), ("state", .left), ("gallery", .left), ("done", .right),
            ("last change", .left), ("source or stage", .left),
        ])
        for operation in response.operations {
            table.rows.append([
                operation.id, operation.kind.map { "\($0)" } ?? "", operation.state.map { "\($0)" } ?? "",
                operation.gallery, operation.kind == .train ? "" : Figures.count(operation.doneCount),
                Figures.moment(microseconds: operation.updatedMicroseconds),
                operation.kind == .train ? operation.stage : operation.source,
            ])
        }
        Output.write(table.text(columnCount: Terminal.outputIsTerminal ? Terminal.columnCount : nil))
    }
}
