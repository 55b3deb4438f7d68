internal import ArgumentParser
internal import Calling
internal import JSON
internal import Vocabulary
internal import Wire

/// `tessera gallery describe`
struct GalleryDescribeVerb: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "describe", abstract: "Shows one gallery: its fields, templates and counts.",
        discussion: """
              tessera gallery describe drawings
              tessera gallery describe drawings --json
            """)

    @OptionGroup var connection: ConnectionOptions
    @Argument(help: "Name or alias.")
    var gallery: String

    func run() async throws {
        let gallery: DescribeGalleryResponse = try await connection.caller().call(
            .describeGallery, DescribeGalleryRequest(gallery: gallery))
        if connection.json { return Output.write(JSONValue(gallery)) }
        Output.write(Self.text(gallery))
    }

    static func text(_ gallery: DescribeGalleryResponse) -> String {
        let spec = gallery.spec ?? GallerySpec()
        var lines: [(name: String, value: String)] = [
            ("gallery", spec.name), ("items", Figures.count(gallery.itemCount)),
            ("aliases", gallery.aliases.joined(separator: ", ")),
            ("created", Figures.moment(microseconds: gallery.createdMicroseconds)),
            ("sequence", Figures.count(gallery.sequence)), ("memory", Figures.byteCount(gallery.memoryByteCount)),
            ("fusion", spec.fusion.map { "\($0)" } ?? "weighted"),
        ]
        if let scene = spec.scene {
            lines.append(("search text", scene.searchText))
            lines.append(("generation prompt", scene.generationPrompt))
        }
        var table = Table(headings: [
            ("field", .left), ("dim", .right), ("metric", .left), ("weight", .right), ("items", .right),
            ("missing", .right), ("memory", .right), ("encoder", .left), ("template", .left),
        ])
        for field in gallery.fields {
            let spec = field.spec ?? FieldSpec()
            table.rows.append([
                spec.name, "\(spec.dimension)", spec.metric?.word ?? "cosine", "\(spec.weight ?? 1)",
                Figures.count(field.itemCount), Figures.count(field.missingCount), Figures.byteCount(field.byteCount),
                spec.encoder, spec.template,
            ])
        }
        return Listing.text(lines.filter { !$0.value.isEmpty }) + "\n"
            + table.text(columnCount: Terminal.outputIsTerminal ? Terminal.columnCount : nil)
    }
}
