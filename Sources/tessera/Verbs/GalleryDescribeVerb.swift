internal import ArgumentParser
internal import Calling
internal import JSON
internal import Vocabulary
internal import Wire

/// `tessera gallery describe`
struct GalleryDescribeVerb: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "describe", abstract: "Shows one gallery: its fields, templates, counts and indexes.",
        discussion: """
            The second table tells how each field is searched: exactly and why, or by codes and with what recall. \
            "recall@10" was measured with items held out at the last training, "of given" with the queries given to \
            it; "list length" is that of the shortest, the median and the longest list; "scale" is the similarity of \
            random pairs and that of best matches, between which weighted fusion counts from 0 to 1.

            The third table shows the ways to search by codes that the training measured, cheapest first: what each \
            finds, the lists and codes that an average query looks into, and the candidates that are compared exactly. \
            A star marks what a search takes that does not say; tessera find --recall takes another, and tessera \
            gallery set --target-recall makes it the default.

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
            ("exact below", spec.exactBelow == 0 ? "" : Figures.count(UInt64(spec.exactBelow)) + " items"),
            ("least recall", spec.minRecall == 0 ? "" : "\(spec.minRecall)"),
            ("target recall", spec.targetRecall == 0 ? "" : "\(spec.targetRecall)"),
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
        let columnCount = Terminal.outputIsTerminal ? Terminal.columnCount : nil
        var text = Listing.text(lines.filter { !$0.value.isEmpty }) + "\n" + table.text(columnCount: columnCount)
        // What is empty is searched in no way worth a table.
        if gallery.itemCount > 0 { text += "\n" + IndexListing.table(gallery).text(columnCount: columnCount) }
        if let points = IndexListing.points(gallery) { text += "\n" + points.text(columnCount: columnCount) }
        return text
    }
}
