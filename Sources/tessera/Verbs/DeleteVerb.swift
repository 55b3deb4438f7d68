internal import ArgumentParser
internal import Calling
internal import JSON
internal import Vocabulary
internal import Wire

/// `tessera delete`: items go.
struct DeleteVerb: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "delete",
        abstract: "Deletes items by id.",
        discussion: """
            An id that is not there is no error. What is said to be deleted is gone from the next search, and from disk.

              tessera delete drawings 4711 4712
            """)

    @OptionGroup var connection: ConnectionOptions
    @Argument(help: "Name or alias of the gallery.")
    var gallery: String
    @Argument(help: "Ids, 1...10000 of them.")
    var ids: [String]

    /// Items named by an error, at most; --json names all.
    private static let namedCountMax = 5

    func run() async throws {
        let response: WriteResponse = try await connection.caller().call(
            .deleteItems, DeleteItemsRequest(gallery: gallery, ids: ids))
        let outcomes = zip(ids, response.results)
        let deleted = outcomes.filter { $0.1.status == 0 && $0.1.version > 0 }.map(\.0)
        let missing = outcomes.filter { $0.1.status == 0 && $0.1.version == 0 }.map(\.0)
        let failed = outcomes.filter { $0.1.status != 0 }
        if connection.json {
            Output.write([
                "deleted": .strings(deleted), "missing": .strings(missing),
                "failed": .array(
                    failed.map { id, result in
                        ["id": .string(id), "error": JSONValue(result.error ?? ErrorDetail())]
                    }), "sequence": .count(response.sequence),
            ])
        } else {
            let rest = missing.isEmpty ? "" : "; \(Figures.count(missing.count)) not there"
            Output.write("\(Figures.count(deleted.count)) deleted\(rest)")
        }
        if let error = Self.error(of: failed, count: ids.count) { throw error }
    }

    /// How many of the items are still there, the first of them by name, and why; nil when all went.
    static func error(of failed: [(String, WriteResult)], count: Int) -> ToolError? {
        guard let (_, result) = failed.first else { return nil }
        let status = StatusCode(rawValue: UInt16(clamping: result.status)) ?? .unknown
        let failure = CallFailure(status, detail: result.error ?? ErrorDetail())
        let names = failed.prefix(namedCountMax).map { "'\($0.0)'" }.joined(separator: ", ")
        let more = failed.count > namedCountMax ? ", …" : ""
        return ToolError(
            description: "\(Figures.count(failed.count)) of \(Figures.count(count)) not deleted (\(names)\(more)): "
                + "\(failure)", exitCode: Ending.code(for: failure))
    }
}
