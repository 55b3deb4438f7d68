internal import ArgumentParser
internal import Calling
internal import JSON
internal import Vocabulary
internal import Wire

/// `tessera operation …`: work that outlives a call.
struct OperationVerb: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "operation",
        abstract: "Shows, follows and stops imports and other long work.",
        discussion: """
              tessera operation list --running
              tessera operation watch 00c0ffee00c0ffee
              tessera operation cancel 00c0ffee00c0ffee
            """,
        subcommands: [
            OperationListVerb.self, OperationGetVerb.self, OperationWatchVerb.self, OperationCancelVerb.self,
        ])

    @OptionGroup var connection: ConnectionOptions

    /// One operation on several lines.
    static func text(_ operation: Operation) -> String {
        var lines: [(name: String, value: String)] = [
            ("operation", operation.id),
            ("what", what(operation)),
            ("state", operation.state.map { "\($0)" } ?? "unknown"), ("stage", operation.stage),
            ("done", operation.kind == .train ? "" : progress(operation)), ("source", operation.source),
            ("begun", Figures.moment(microseconds: operation.createdMicroseconds)),
            ("last change", Figures.moment(microseconds: operation.updatedMicroseconds)),
        ]
        if let error = operation.error { lines.append(("error", error.message)) }
        return Listing.text(lines.filter { !$0.value.isEmpty })
    }

    /// `import into drawings`, `training of drawings`
    private static func what(_ operation: Operation) -> String {
        switch operation.kind {
        case .import: "import into \(operation.gallery)"
        case .train: "training of \(operation.gallery)"
        case nil: "unknown, of \(operation.gallery)"
        }
    }

    /// How far it is: the stage of a training, the rows of an import.
    static func standing(_ operation: Operation) -> String {
        guard operation.kind == .train else { return progress(operation) }
        guard operation.totalCount > 0 else { return operation.stage }
        return operation.stage + ", \(100 * min(operation.doneCount, operation.totalCount) / operation.totalCount) %"
    }

    /// `1,234 of 7,458 rows, 3 rejected`
    static func progress(_ operation: Operation) -> String {
        var text = Figures.count(operation.doneCount)
        if operation.totalCount > 0 { text += " of \(Figures.count(operation.totalCount))" }
        text += " rows"
        if operation.rejectedCount > 0 { text += ", \(Figures.count(operation.rejectedCount)) rejected" }
        return text
    }
}
