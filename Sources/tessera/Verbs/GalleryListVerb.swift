internal import ArgumentParser
internal import Calling
internal import JSON
internal import Vocabulary
internal import Wire

/// `tessera gallery list`
struct GalleryListVerb: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Lists the galleries.", discussion: "  tessera gallery list")

    @OptionGroup var connection: ConnectionOptions

    func run() async throws {
        let response: ListGalleriesResponse = try await connection.caller().call(
            .listGalleries, ListGalleriesRequest())
        if connection.json {
            return Output.write(["galleries": .array(response.galleries.map { JSONValue($0) })])
        }
        var table = Table(headings: [("gallery", .left), ("items", .right), ("fields", .left), ("aliases", .left)])
        for gallery in response.galleries {
            table.rows.append([
                gallery.name, Figures.count(gallery.itemCount), gallery.fields.joined(separator: ", "),
                gallery.aliases.joined(separator: ", "),
            ])
        }
        Output.write(table.text(columnCount: Terminal.outputIsTerminal ? Terminal.columnCount : nil))
    }
}
