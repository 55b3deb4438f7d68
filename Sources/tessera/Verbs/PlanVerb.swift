internal import ArgumentParser
internal import Calling
internal import JSON
internal import Vocabulary
internal import Wire

/// `tessera plan`: what a compressed index and its cluster will take, before they are built.
struct PlanVerb: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plan",
        abstract: "Tells what a compressed index and its shards will take and give, before they are built.",
        discussion: """
            Sizes follow from the layout of the files; recall and time are estimates from other data, and `tessera \
            train` measures both. Without --gallery no daemon is asked.

              tessera plan --items 10000000 --fields 3 --dimension 768
              tessera plan --items 1000000 --dimension 384 --parts 24
              tessera plan --gallery stock
              tessera plan --gallery stock --parts 96 --json
              tessera plan --gallery stock --spill
              tessera plan --items 300000000 --fields 3 --dimension 1024 --rerank sq8 \\
                --rate 500 --machine-memory 256GiB --machine-cores 64

            The formulas, n items of d dimensions, m parts, L lists, a field:

              m            ceil(d / 8), unless --parts; with --bits 4 twice that
              L            min(n / 256, 8 √n, 262144), unless --nlist
              code         m bytes, with --bits 4 m / 2 (l2: 2 more)
              codes        n × code + 7.5 × L × code    (lists end in 16 lanes)
              ordinals     4 n
                           2 n for n in both with --spill
              list tables  12 (L + 1)
              codebook     4 (L (d' + 1) + k (d' + m)), d' = m × ceil(d / m), k = 256, with
                           --bits 4 16; 4 d² more with a transform
              sq8          n (d + 4), l2 n (d + 8), d rounded up to 32: with --rerank sq8
              vectors      2 n × d, d rounded up to 32, n to 4096; mapped from disk
              rows         \(PlanReport.rowByteCount) n for ids, tags and versions (an assumption)
              payload      \(PlanVerb.payloadDefault) n, unless --payload (an assumption)

            Memory is codes + ordinals + list tables + codebook + sq8: what every search reads. Without sq8, vectors \
            are read for the best candidates only, and the system keeps in memory what is read often.

            Recall@10 is what codes of m bytes allow when all lists are looked into and the best 100 are compared \
            exactly: measured with 100,000 sentence embeddings of 384 dimensions, by bytes per dimension. Training \
            chooses nprobe so that the gallery's target recall is reached as far as the codes allow.

            The second table plans shards: as few as the memory of the machines allows, and as many replicas and \
            coordinators as the load needs. docs/SCALING.md explains each formula that it names, and how far each \
            was checked. Figures of time are rates of one machine, and hold within a factor of two on others.
            """)

    static let payloadDefault: UInt64 = 600

    @OptionGroup var connection: ConnectionOptions
    @Option(help: "Plan for a gallery as it stands.")
    var gallery: String?
    @Option(help: "Items.")
    var items: UInt64?
    @Option(help: "Fields, all alike. (default: 1)")
    var fields: UInt32?
    @Option(help: "Dimensions of a field's vectors.")
    var dimension: UInt32?
    @Option(help: "How vectors are compared: cosine, inner_product or l2. (default: cosine)")
    var metric: String?
    @Option(help: "Parts of a vector. (default: a byte of code for 8 dimensions)")
    var parts: UInt32?
    @Option(help: "Bits of a part: 8 or 4. (default: 8)")
    var bits: UInt32?
    @Option(help: "Lists. (default: by the number of items)")
    var nlist: UInt32?
    @Option(help: "What is done to vectors before. (default: none)")
    var transform: VectorTransform?
    @Option(help: "What candidates are compared with: f16 or sq8. (default: what the field declares, f16)")
    var rerank: VectorPrecision?
    @Option(help: "Dimensions kept by --transform pca. (default: all)")
    var reducedDimension: UInt32?
    @Flag(help: "Each item lies in a second list as well.")
    var spill = false
    @Option(help: ArgumentHelp("Bytes of an item's texts on disk. (default: 600)", valueName: "bytes"))
    var payload: UInt64?
    @Option(help: "Threads that the time of training is told for. (default: 2)")
    var threads: UInt32?
    @OptionGroup(title: "THE CLUSTER") var cluster: ClusterOptions

    func validate() throws {
        if gallery != nil {
            let excluded = [
                ("--items", items != nil), ("--fields", fields != nil), ("--dimension", dimension != nil),
                ("--metric", metric != nil),
            ]
            if let given = excluded.first(where: \.1) {
                throw ValidationError("--gallery and \(given.0) exclude each other")
            }
        } else {
            if let items, !(1...UInt64(UInt32.max)).contains(items) {
                throw ValidationError("--items: \(items) is not between 1 and \(UInt32.max)")
            }
            if let dimension { try Self.check(dimension, 1...UInt32(Limits.dimensionMax), "--dimension") }
        }
        if let fields { try Self.check(fields, 1...UInt32(Limits.fieldCountMax), "--fields") }
        if let parts {
            try Self.check(parts, 1...(reducedDimension ?? dimension ?? UInt32(Limits.dimensionMax)), "--parts")
        }
        try CodeBits.check(bits, parts: parts)
        if let nlist { try Self.check(nlist, 1...UInt32(Limits.listCountMax), "--nlist") }
        if let threads { try Self.check(threads, 1...UInt32(Limits.trainThreadCountMax), "--threads") }
        if let payload, payload > 1 << 30 { throw ValidationError("--payload: \(payload) is more than an item holds") }
        if let reducedDimension {
            guard transform == .pca else { throw ValidationError("--reduced-dimension needs --transform pca") }
            try Self.check(reducedDimension, 1...(dimension ?? UInt32(Limits.dimensionMax)), "--reduced-dimension")
        }
        if let metric, Metric(word: metric) == nil {
            let words = Metric.allCases.map(\.word).joined(separator: ", ")
            throw ValidationError("--metric: '\(metric)' is none of \(words)")
        }
    }

    private static func check(_ value: UInt32, _ range: ClosedRange<UInt32>, _ name: String) throws(ValidationError) {
        guard range.contains(value) else {
            throw ValidationError("\(name): \(value) is not between \(range.lowerBound) and \(range.upperBound)")
        }
    }

    private func plan(items: UInt64, dimension: UInt32, metric: Metric, rerank: VectorPrecision) -> IndexPlan {
        IndexPlan(
            itemCount: Int(items), dimension: Int(dimension), metric: metric, transform: transform ?? .none,
            reducedDimension: Int(reducedDimension ?? 0), partCount: Int(parts ?? 0), codeBits: Int(bits ?? 8),
            listCount: Int(nlist ?? 0), rerank: rerank, isSpilled: spill)
    }

    func run() async throws {
        var report: PlanReport
        if let gallery {
            let described: DescribeGalleryResponse = try await connection.caller().call(
                .describeGallery, DescribeGalleryRequest(gallery: gallery))
            report = PlanReport(title: "gallery \(described.spec?.name ?? gallery)", itemCount: described.itemCount)
            for field in described.fields where field.itemCount > 0 {
                let spec = field.spec ?? FieldSpec()
                if let parts, parts > spec.dimension {
                    throw ToolError(
                        description: "--parts: field '\(spec.name)' has \(spec.dimension) dimensions, a byte for each "
                            + "at most", exitCode: Ending.wrongUsage)
                }
                report.fields.append(
                    (
                        spec.name, 1,
                        plan(
                            items: field.itemCount, dimension: spec.dimension, metric: spec.metric ?? .cosine,
                            rerank: rerank ?? spec.rerank ?? .f16)
                    ))
            }
            guard !report.fields.isEmpty else {
                throw ToolError(
                    description: "gallery '\(gallery)' has no vectors yet; plan with --items and --dimension")
            }
            let least = (described.spec?.exactBelow).flatMap { $0 == 0 ? nil : $0 } ?? UInt32(Limits.exactBelowDefault)
            report.exactBelow = Int(least)
        } else {
            // Not before here, so that a mistyped option is called that.
            guard let items, let dimension else {
                throw ToolError(
                    description: "say what to plan for: --items and --dimension, or --gallery",
                    exitCode: Ending.wrongUsage)
            }
            let metric = metric.flatMap { Metric(word: $0) } ?? .cosine
            let count = Int(fields ?? 1)
            report = PlanReport(title: "a new gallery", itemCount: items)
            let name = count == 1 ? "the field" : "each of \(count) fields"
            report.fields = [
                (name, count, plan(items: items, dimension: dimension, metric: metric, rerank: rerank ?? .f16))
            ]
        }
        report.payloadByteCountPerItem = payload ?? Self.payloadDefault
        report.threadCount = Int(threads ?? 2)
        if report.fields.contains(where: { $0.plan.itemCount >= report.exactBelow }) {
            report.cluster = cluster.plan(
                report.fields.map { (count: $0.count, index: $0.plan) },
                payloadByteCountPerItem: report.payloadByteCountPerItem)
        }
        if connection.json { return Output.write(report.json) }
        Output.write(report.text(columnCount: Terminal.outputIsTerminal ? Terminal.columnCount : nil))
    }
}
