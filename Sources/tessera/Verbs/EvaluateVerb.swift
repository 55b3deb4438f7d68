internal import ArgumentParser
internal import Calling
internal import Ground
internal import JSON
internal import Vocabulary
internal import Wire

/// `tessera evaluate`: recall and latency of a gallery, measured.
struct EvaluateVerb: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "evaluate",
        abstract: "Measures recall and latency of searches over a sweep of nprobe.",
        discussion: """
            Recall@k is the share of the k truly best items that were answered, the truth being what the same daemon \
            answers when it compares every item. Each field is measured alone and then all fused, searches one after \
            another, at 1, 2, 4, … lists up to all of them. A star marks what a search takes that does not say.

              tessera evaluate stock
              tessera evaluate stock --html recall.html
              tessera evaluate stock --texts prompts.txt --nprobe 8,16,32
              tessera evaluate stock --texts prompts.txt --target-recall 0.9,0.95,0.99
              tessera evaluate stock --queries tags=queries.npy --oversampling 1,4
              tessera evaluate stock --fields tags --k 50 --json

            Queries are items of the gallery unless given, 200 drawn at random: each looks for what is like it and is \
            not answered itself. Queries of your users tell more: vectors in .npy files, the rows of several fields \
            belonging together, or texts, a line each, that the daemon encodes before the clock runs.

            --target-recall asks for recalls instead, as tessera find --recall does, and tells what was found against \
            what was asked for.

            Oversampling is how many candidates a field hands up as a multiple of k, \(Limits.candidateFloor) at \
            least; they are compared exactly. More of it heals what short codes get wrong, more lists what \
            clustering gets wrong. The truth of the fused answer is chosen among 100 × k candidates a field.

            Latency is that of this program's calls: it includes the way to the daemon and back. queries/s is of one \
            caller; many callers share the daemon's threads.
            """)

    @OptionGroup var connection: ConnectionOptions
    @Argument(help: "Name or alias of the gallery.")
    var gallery: String
    @Option(help: ArgumentHelp("Fields to measure. (default: all)", valueName: "field,field"))
    var fields: String?
    @Option(name: .customLong("k"), help: "Hits that count, 1...1000.")
    var limit = 10
    @Option(help: ArgumentHelp("Lists to look into. (default: 1,2,4,…)", valueName: "n,n"))
    var nprobe: String?
    @Option(help: ArgumentHelp("Recalls to ask for, 0...1, instead of numbers of lists.", valueName: "x,x"))
    var targetRecall: String?
    @Option(
        help: ArgumentHelp("Candidates per field as a multiple of k. (default: as a search takes)", valueName: "x,x"))
    var oversampling: String?
    @Option(help: ArgumentHelp("Queries of a field; once per field.", valueName: "field=file.npy"))
    var queries: [String] = []
    @Option(help: "A file of texts to search for, a line each.", completion: .file())
    var texts: String?
    @Option(help: "Items of the gallery to take as queries, 1...10000. (default: 200)")
    var sample: Int?
    @Option(help: "Seed that draws the items.")
    var seed: UInt64 = 0
    @Option(help: "Write a page with plots to this file.", completion: .file())
    var html: String?

    func validate() throws {
        let ways = [!queries.isEmpty, texts != nil, sample != nil].count { $0 }
        guard ways <= 1 else { throw ValidationError("--queries, --texts and --sample exclude each other") }
        guard (1...Limits.searchLimitMax).contains(limit) else {
            throw ValidationError("--k: \(limit) is not between 1 and \(Limits.searchLimitMax)")
        }
        if let sample, !(1...Limits.batchItemCountMax).contains(sample) {
            throw ValidationError("--sample: \(sample) is not between 1 and \(Limits.batchItemCountMax)")
        }
        if let fields { _ = try FieldNames.names(fields) }
        _ = try QueryFiles.paths(queries)
        _ = try sweep()
    }

    func sweep() throws(ValidationError) -> Sweep {
        var sweep = Sweep()
        if let nprobe {
            sweep.nprobes = try Self.list(nprobe, "--nprobe") { text in
                Int(text).flatMap { (1...Limits.listCountMax).contains($0) ? $0 : nil }
            }
        }
        if let targetRecall {
            sweep.targetRecalls = try Self.list(targetRecall, "--target-recall") { text in
                Float(text).flatMap { $0 > 0 && $0 <= 1 ? $0 : nil }
            }
        }
        if let oversampling {
            sweep.oversamplings = try Self.list(oversampling, "--oversampling") { text in
                Float(text).flatMap { (1...1_000).contains($0) ? $0 : nil }
            }
            for value in sweep.oversamplings where Double(value) * Double(limit) > Double(Limits.candidateCountMax) {
                throw ValidationError(
                    "--oversampling: \(value) times \(limit) is more than \(Limits.candidateCountMax) candidates")
            }
        }
        return sweep
    }

    private static func list<Value>(
        _ text: String, _ option: String, _ read: (Substring) -> Value?
    ) throws(ValidationError) -> [Value] {
        var values: [Value] = []
        for part in text.split(separator: ",", omittingEmptySubsequences: false) {
            guard let value = read(part) else { throw ValidationError("\(option): '\(part)' is no value for it") }
            values.append(value)
        }
        return values
    }

    private func source() throws -> QuerySupply.Source {
        if !queries.isEmpty { return .files(try QueryFiles(queries)) }
        if let texts { return .texts(try TextLines.read(texts)) }
        return .sample(count: sample ?? 200, seed: seed)
    }

    func run() async throws {
        let source = try source()
        let names = try fields.map { try FieldNames.names($0) } ?? []
        let caller = try connection.caller(timeoutSeconds: 60)
        let described: DescribeGalleryResponse = try await caller.call(
            .describeGallery, DescribeGalleryRequest(gallery: gallery))
        let spec = described.spec ?? GallerySpec()
        try FieldNames.check(names, in: spec)
        if case .files(let files) = source { try files.check(in: spec) }
        var run = EvaluationRun(
            of: described, limit: limit, sweep: try sweep(),
            supply: QuerySupply(source, gallery: spec.name, caller: caller), caller: caller,
            isForPeople: !connection.json)
        let series = try await run.run(fields: names)
        guard series.contains(where: { !$0.points.isEmpty }) else {
            throw ToolError(
                description: "there is nothing to measure: no field of gallery '\(spec.name)' has both items and "
                    + "queries")
        }
        let evaluation = Evaluation(
            gallery: spec.name, limit: limit, queries: source.words, series: series,
            unwantedExactCount: run.unwantedExactCount, measuredMicroseconds: WallTime.microsecondsNow)
        if let html { try FileWriter.write(EvaluationPage(evaluation: evaluation).html, to: html) }
        if connection.json { return Output.write(evaluation.json) }
        Output.write(evaluation.text(columnCount: Terminal.outputIsTerminal ? Terminal.columnCount : nil))
        if let html { Output.write("\(html) has the plots") }
    }
}
