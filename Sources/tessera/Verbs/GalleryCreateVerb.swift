internal import ArgumentParser
internal import Calling
internal import JSON
internal import Vocabulary
internal import Wire

/// `tessera gallery create`
struct GalleryCreateVerb: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "create",
        abstract: "Makes an empty gallery.",
        discussion: """
            Without --field it has the standard three, description, tags and detections, each made of the item's text \
            by the daemon's first encoder. A field is a name, then what it is made of:

              dim=384  metric=cosine|inner_product|l2  encoder=NAME  weight=1.0
              precision=f16, rerank=f16 or sq8
              template={tags!}   {…!} must be there, or the item lacks the field

              tessera gallery create drawings
              tessera gallery create vectors --field text:dim=384 \\
                --field tags:dim=64,metric=l2
              tessera gallery create one \\
                --field 'text:encoder=minilm,template={description!}[, {tags}]'
              tessera gallery create copy --spec gallery.json
              tessera gallery create stock --min-recall 0.9 --target-recall 0.97

            --spec reads what `tessera gallery describe --json` writes under "spec".
            """)

    @OptionGroup var connection: ConnectionOptions
    @Argument(help: "Its name: [tenant/]name of letters a-z, digits, _ and -.")
    var name: String
    @Option(help: ArgumentHelp("A field.", valueName: "name[:key=value,…]"))
    var field: [String] = []
    @Option(help: "A JSON file with the whole declaration; the name is taken from the command.", completion: .file())
    var spec: String?
    @Option(help: "How the scores of fields become one, if a search does not say.")
    var fusion: FusionKind?
    @OptionGroup var training: TrainingAims

    func validate() throws {
        guard spec == nil || field.isEmpty else { throw ValidationError("--spec and --field exclude each other") }
        for text in field { _ = try FieldArgument.field(text) }
    }

    func run() async throws {
        var declared = try spec.map { try GallerySpecFile.spec(path: $0) } ?? GallerySpec()
        if spec == nil { declared.fields = try field.map { try FieldArgument.field($0) } }
        declared.name = name
        if let fusion { declared.fusion = fusion }
        if let exactBelow = training.exactBelow { declared.exactBelow = exactBelow }
        if let recall = training.minRecall { declared.minRecall = recall }
        if let recall = training.targetRecall { declared.targetRecall = recall }
        let gallery: DescribeGalleryResponse = try await connection.caller().call(
            .createGallery, CreateGalleryRequest(spec: declared))
        if connection.json { return Output.write(JSONValue(gallery)) }
        Output.write(GalleryDescribeVerb.text(gallery))
    }
}
