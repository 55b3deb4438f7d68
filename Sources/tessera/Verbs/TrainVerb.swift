internal import ArgumentParser
internal import Calling
internal import JSON
internal import Vocabulary
internal import Wire

/// `tessera train`: makes the compressed index of a gallery.
struct TrainVerb: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "train",
        abstract: "Compresses a gallery's vectors to codes and measures how well they answer.",
        discussion: """
            The daemon clusters a sample of each field's vectors, encodes all items and measures recall against brute \
            force; then the new index answers, from one moment to the next. Until then, and if the training fails or \
            is cancelled, the old one does. Items that are written later are encoded as they come; train again when \
            there are several times as many, or other ones.

              tessera train stock
              tessera train stock --fields description --parts 64
              tessera train stock --spill
              tessera train drawings --exact-below 1000
              tessera train stock --texts prompts.txt
              tessera train stock --queries description=queries.npy
              tessera train stock --detach

            What the knobs are for:

              --parts          parts of a vector, a byte of its code each. More: better
                               recall, more memory
              --bits 4         half a byte each: scanned several times faster by a
                               processor without AVX-512 VBMI (`tessera status`); by
                               others no faster
              --nlist          lists that vectors are sorted into. More: faster search
              --nprobe         lists a search looks into. More: better recall, slower
              --transform opq  better recall at few bytes, for a longer training
              --rerank sq8     candidates are compared by rows of a byte a dimension
                               that are kept in memory, so that vectors may stay on disk
              --spill          each item in two lists: twice the bytes of codes, and
                               about a quarter of the lists for the same recall
              --exact-below    smaller fields stay exact: below 20,000 items or so
                               comparing everything is as fast

            Defaults are right for most galleries; `tessera plan` tells before what an index will take, and \
            `tessera evaluate` shows afterwards what each knob gives. A codebook whose measured recall@10 is below \
            the gallery's --min-recall is not published, and the error tells the figures.

            Measure with the texts that your workers really send: --texts takes a file of them, one a line, and the \
            daemon encodes them for every field that has an encoder. Texts are farther from what they find than items \
            are from each other, so that what suffices for held-out items is too little for them; a search then looks \
            into as many lists as both take. Without texts or --queries only held-out items are measured.

            Ctrl-C cancels the training. With --detach its id is printed at once, and it goes on by itself: \
            tessera operation watch ID
            """)

    @OptionGroup var connection: ConnectionOptions
    @Argument(help: "Name or alias of the gallery.")
    var gallery: String
    @Option(help: ArgumentHelp("Fields to train. (default: all)", valueName: "field,field"))
    var fields: String?
    @Option(help: "Lists that the vectors of a field are sorted into. (default: by the number of items)")
    var nlist: UInt32?
    @Option(help: "Parts of a vector, at most the dimension. (default: a byte of code for 8 dimensions)")
    var parts: UInt32?
    @Option(help: "Bits of a part: 8 or 4. (default: 8)")
    var bits: UInt32?
    @Option(help: "What is done to vectors before. (default: none)")
    var transform: VectorTransform?
    @Option(help: "What candidates are compared with: f16 or sq8. (default: what each field declares)")
    var rerank: VectorPrecision?
    @Option(help: "Dimensions kept by --transform pca. (default: all)")
    var reducedDimension: UInt32?
    @Flag(help: "Put each item into a second list as well: faster search, twice the bytes of codes.")
    var spill = false
    @Option(help: "How much it counts that a second list complements the first, with --spill. (default: 1.5)")
    var spillWeight: Float?
    @Option(help: "Items sampled for training. (default: 256 a list, as memory allows)")
    var sample: UInt64?
    @Option(help: "Iterations of clustering into lists. (default: 10)")
    var coarseIterations: UInt32?
    @Option(help: "Iterations of clustering each part. (default: 25)")
    var partIterations: UInt32?
    @Option(help: "One seed, one codebook.")
    var seed: UInt64 = 0
    @Option(help: "Fields with fewer items stay exact. (default: the gallery's, 20000 unless set)")
    var exactBelow: UInt32?
    @Option(help: "Lists a search looks into when it does not say. (default: as many as the target recall takes)")
    var nprobe: UInt32?
    @Option(
        help: ArgumentHelp(
            "Queries to measure recall with besides held-out items; once per field.", valueName: "field=file.npy"))
    var queries: [String] = []
    @Option(
        help: "A file of texts, a line each, as queries of all fields with an encoder that have no --queries.",
        completion: .file())
    var texts: String?
    @Option(help: "Threads to train with. (default: one per core)")
    var threads: UInt32?
    @Option(help: ArgumentHelp("Memory it may take: 512MiB, 2GB. (default: half of what is free)", valueName: "bytes"))
    var memory: ByteCountArgument?
    @Flag(help: "Print the operation's id and leave it running.")
    var detach = false

    func validate() throws {
        _ = try fieldNames()
        _ = try QueryFiles.paths(queries)
        for (name, value) in [
            ("--nlist", nlist), ("--parts", parts), ("--reduced-dimension", reducedDimension),
            ("--coarse-iterations", coarseIterations), ("--part-iterations", partIterations), ("--nprobe", nprobe),
            ("--threads", threads),
        ] where value == 0 { throw ValidationError("\(name): 0 is too few; leave it out for the default") }
        try CodeBits.check(bits, parts: parts)
        if reducedDimension != nil, transform != .pca {
            throw ValidationError("--reduced-dimension needs --transform pca")
        }
        if let spillWeight {
            guard spill else { throw ValidationError("--spill-weight needs --spill") }
            guard Limits.spillWeights.contains(spillWeight) else {
                throw ValidationError(
                    "--spill-weight: \(spillWeight) is not between \(Limits.spillWeights.lowerBound) and "
                        + "\(Limits.spillWeights.upperBound)")
            }
        }
        if sample == 0 { throw ValidationError("--sample: 0 is too few; leave it out for the default") }
    }

    private func fieldNames() throws(ValidationError) -> [String] {
        guard let fields else { return [] }
        return try FieldNames.names(fields)
    }

    func request(_ queries: [QueryVectors]) throws -> TrainRequest {
        TrainRequest(
            gallery: gallery, fields: try fieldNames(), listCount: nlist ?? 0, partCount: parts ?? 0,
            transform: transform, reducedDimension: reducedDimension ?? 0, sampleCount: sample ?? 0,
            coarseIterationCount: coarseIterations ?? 0, partIterationCount: partIterations ?? 0, seed: seed,
            exactBelow: exactBelow, nprobe: nprobe ?? 0, queries: queries, threadCount: threads ?? 0,
            memoryByteCountMax: memory?.byteCount ?? 0, rerank: rerank, codeBits: bits ?? 0, spill: spill,
            spillWeight: spillWeight ?? 0)
    }

    /// What recall is measured with besides held-out items.
    private func queryVectors(_ caller: Caller) async throws -> [QueryVectors] {
        let files = try QueryFiles(queries)
        let texts = try texts.map { path throws(ToolError) in try QueryTexts(path) }
        guard !files.arrays.isEmpty || texts != nil else { return [] }
        let described: DescribeGalleryResponse = try await caller.call(
            .describeGallery, DescribeGalleryRequest(gallery: gallery))
        let spec = described.spec ?? GallerySpec()
        try files.check(in: spec)
        guard let texts else { return try files.messages() }
        let names = try fieldNames()
        try FieldNames.check(names, in: spec)
        let fields = try QueryTexts.fields(of: spec, named: names, besides: files.arrays.map(\.field))
        return try files.messages()
            + (try await texts.messages(
                for: fields, besides: files, caller: caller, isForPeople: !connection.json))
    }

    func run() async throws {
        let caller = try connection.caller(timeoutSeconds: 60)
        let vectors = try await queryVectors(caller)
        Interrupt.watch(silently: true)
        let started: Operation = try await caller.call(.train, request(vectors))
        if detach {
            Output.write(connection.json ? JSONValue(started).text : started.id)
            if !connection.json {
                Output.writeError("it goes on by itself; to follow it: tessera operation watch \(started.id)")
            }
            return
        }
        var run = TrainRun(started, caller: caller, isForPeople: !connection.json)
        let ended = try await run.run()
        switch ended.state {
        case .succeeded: break
        case .cancelled:
            if connection.json { Output.write(["operation": JSONValue(ended)]) }
            Output.writeError("the training was cancelled; the gallery answers as before")
            throw ExitCode(Interrupt.isAsked ? Ending.interrupted : 1)
        default:
            if connection.json { Output.write(["operation": JSONValue(ended)]) }
            throw ToolError(description: Self.failure(ended))
        }
        let described: DescribeGalleryResponse = try await caller.call(
            .describeGallery, DescribeGalleryRequest(gallery: gallery))
        try show(ended, described)
    }

    /// Why it failed, as one line that names the reason and what it is about.
    static func failure(_ operation: Operation) -> String {
        let error = operation.error ?? ErrorDetail(message: "no reason is known")
        let reason = error.reason.isEmpty ? "" : " (\(error.reason))"
        let field = error.field.isEmpty ? "" : " \(error.field):"
        return "the training failed\(reason):\(field) \(error.message); the gallery answers as before"
    }

    private func show(_ operation: Operation, _ gallery: DescribeGalleryResponse) throws {
        let names = try fieldNames()
        let fields = gallery.fields.filter { names.isEmpty || names.contains($0.spec?.name ?? "") }
        if connection.json {
            Output.write([
                "operation": JSONValue(operation),
                "fields": JSONValue(gallery)["fields"].map { all in
                    .array((all.array ?? []).filter { names.isEmpty || names.contains($0["name"]?.string ?? "") })
                } ?? .null,
            ])
            return
        }
        var table = Table(headings: [
            ("field", .left), ("items", .right), ("nlist", .right), ("m", .right), ("bytes an item", .right),
            ("recall@10", .right), ("of given", .right), ("nprobe", .right), ("seconds", .right), ("", .left),
        ])
        let spec = gallery.spec ?? GallerySpec()
        for field in fields {
            let name = field.spec?.name ?? ""
            guard let index = field.index else {
                table.rows.append(
                    [name, Figures.count(field.itemCount)] + Array(repeating: "–", count: 7)
                        + ["exact: " + exactReason(field, in: spec)])
                continue
            }
            table.rows.append([
                name, Figures.count(field.itemCount), Figures.count(UInt64(index.listCount)), "\(index.partCount)",
                IndexListing.byteCountPerItem(index), IndexListing.recall(index.heldOut),
                IndexListing.recall(index.given), Figures.count(UInt64(index.nprobe)),
                Figures.fixed(Double(index.trainMicroseconds) / 1e6, digitCount: 1), "",
            ])
        }
        Output.write(table.text(columnCount: Terminal.outputIsTerminal ? Terminal.columnCount : nil))
        if fields.allSatisfy({ $0.index == nil }) {
            Output.writeError("every field is still compared exactly; --exact-below N trains smaller ones too")
        }
    }

    /// The bound that this training had goes before the gallery's own.
    private func exactReason(_ field: FieldDescription, in spec: GallerySpec) -> String {
        var spec = spec
        if let exactBelow { spec.exactBelow = exactBelow }
        return IndexListing.exactReason(field, in: spec)
    }
}
