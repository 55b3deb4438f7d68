internal import ArgumentParser
internal import Calling
internal import JSON
internal import Vocabulary
internal import Wire

/// `tessera get`: items by id.
struct GetVerb: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "get",
        abstract: "Shows items by id.",
        discussion: """
            Ends with code 4 when an id is not there; the others are shown all the same.

              tessera get drawings 4711 4712
              tessera get drawings 4711 --vectors --json
            """)

    @OptionGroup var connection: ConnectionOptions
    @Argument(help: "Name or alias of the gallery.")
    var gallery: String
    @Argument(help: "Ids, 1...10000 of them.")
    var ids: [String]
    @Flag(help: "Show the vectors too.")
    var vectors = false

    func run() async throws {
        let mask = ReadMask(
            url: true, description: true, tags: true, detections: true, author: true, similarIds: true,
            attributes: true, vectors: true)
        let response: GetItemsResponse = try await connection.caller().call(
            .getItems, GetItemsRequest(gallery: gallery, ids: ids, readMask: vectors ? mask : nil))
        let found = response.items.filter { $0.version > 0 }
        let missing = zip(ids, response.items).filter { $0.1.version == 0 }.map(\.0)
        if connection.json {
            Output.write(["items": .array(found.map { JSONValue($0) }), "missing": .strings(missing)])
        } else if !found.isEmpty {
            Output.write(found.map { Listing.text(Self.lines($0)) }.joined(separator: "\n"))
        }
        if !missing.isEmpty {
            throw ToolError(
                description: "not in gallery '\(gallery)': " + missing.joined(separator: ", "),
                exitCode: Ending.notFound)
        }
    }

    private static func lines(_ stored: StoredItem) -> [(name: String, value: String)] {
        let item = stored.item ?? Item()
        let detections = item.detections.map { detection in
            detection.label + (detection.score > 0 ? " \(Figures.fixed(Double(detection.score), digitCount: 2))" : "")
        }
        let author = [item.authorName, item.authorId.isEmpty ? "" : "(\(item.authorId))"].filter { !$0.isEmpty }
        var lines: [(name: String, value: String)] = [
            ("id", item.id), ("version", "\(stored.version)"), ("url", item.url), ("description", item.description),
            ("tags", item.tags.joined(separator: ", ")), ("detections", detections.joined(separator: ", ")),
            ("author", author.joined(separator: " ")), ("similar", item.similarIds.joined(separator: ", ")),
        ]
        for attribute in item.attributes { lines.append((attribute.name, JSONValue(attribute.value).text)) }
        for vector in stored.vectors {
            let shown = vector.values.prefix(6).map { Figures.fixed(Double($0), digitCount: 4) }.joined(separator: " ")
            let more = vector.values.count > 6 ? " …" : ""
            lines.append(("vector \(vector.field)", "\(vector.values.count) numbers: \(shown)\(more)"))
        }
        return lines.filter { !$0.value.isEmpty }
    }
}
