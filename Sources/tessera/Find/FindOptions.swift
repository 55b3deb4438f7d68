internal import ArgumentParser
internal import Vocabulary

/// What is looked for and how; the options of `tessera find` that become a request.
struct FindOptions: ParsableArguments {
    @Option(help: "Who or what is in the picture: 'an old wizard'.")
    var roleA: String?
    @Option(help: "The second role.")
    var roleB: String?
    @Option(help: "What they do: 'reading a book'.")
    var action: String?
    @Option(help: "A word or phrase for the look; may be repeated.")
    var style: [String] = []
    @Option(help: ArgumentHelp("LoRA of role A.", valueName: "name[:weight[:trigger,…]]"))
    var loraA: String?
    @Option(help: ArgumentHelp("LoRA of role B.", valueName: "name[:weight[:trigger,…]]"))
    var loraB: String?
    @Option(help: "A prompt to find guides for, instead of a scene.")
    var prompt: String?
    @Option(help: "A text to search for, without a generation plan.")
    var text: String?
    @Option(help: ArgumentHelp("Search for what is like this item.", valueName: "id"))
    var like: String?

    @Option(
        help: ArgumentHelp(
            "Search for each line of a file of texts, or each row of a .npy file of a field's vectors.",
            valueName: "file|field=file.npy"), completion: .file())
    var batch: String?

    @Option(name: .shortAndLong, help: "Pictures wanted, 1...1000.")
    var count = 4
    @Option(help: ArgumentHelp("Weight of a field; 0 leaves it out.", valueName: "field=weight"))
    var weight: [String] = []
    @Option(help: ArgumentHelp("An id not to answer; may be repeated.", valueName: "id"))
    var exclude: [String] = []
    @Option(help: ArgumentHelp("Only items with one of these tags; repeated: each must hold.", valueName: "tag,tag"))
    var tag: [String] = []
    @Option(help: ArgumentHelp("Only items without this tag; may be repeated.", valueName: "tag"))
    var noTag: [String] = []
    @Option(
        name: .customLong("where"),
        help: ArgumentHelp(
            "Only items whose attribute is so; repeated: each must hold.",
            valueName: "name=a|b, name=low..high, name>=n"))
    var conditions: [String] = []
    @Option(help: ArgumentHelp("Only this id; repeated: only these.", valueName: "id"))
    var id: [String] = []
    @Option(help: "Least score to answer.")
    var minScore: Float?
    @Option(
        help: ArgumentHelp(
            "Share of what should be looked at that is enough, 0...1, where shards are away. (default: 1)",
            valueName: "share"))
    var minCoverage: Float?
    @Option(help: "How the scores of fields become one.")
    var fusion: FusionKind?
    @Option(help: "Another seed gives another good choice.")
    var seed: UInt64?
    @Flag(inversion: .prefixedNo, help: "Choose pictures that differ. (default: on for scenes and prompts)")
    var mmr: Bool?
    @Option(help: "Share of likeness against difference with --mmr, 0...1. (default: 0.7)")
    var lambda: Float?
    @Flag(help: "Answer pictures that list each other as similar, too.")
    var allowSimilar = false
    @Flag(help: "Compare with every picture, whatever codes there are.")
    var exact = false
    @Option(help: "Recall@10 to look for in fields that are searched by codes, 0...1. (default: the gallery's target)")
    var recall: Float?
    @Option(help: "Lists to look into per field that is searched by codes. (default: as the recall takes)")
    var nprobe: UInt32?
    @Option(help: "Candidates per field as a multiple of --count, 1...1000. (default: as the recall takes)")
    var oversampling: Float?

    func validate() throws {
        guard queryCount <= 1 else {
            throw ValidationError("--role-a, --prompt, --text, --like and --batch exclude each other")
        }
        if roleA == nil {
            let sceneOnly = [
                ("--role-b", roleB != nil), ("--action", action != nil), ("--style", !style.isEmpty),
                ("--lora-a", loraA != nil), ("--lora-b", loraB != nil),
            ]
            if let given = sceneOnly.first(where: \.1) { throw ValidationError("\(given.0) needs --role-a") }
        }
        if loraB != nil, roleB == nil { throw ValidationError("--lora-b needs --role-b") }
        guard (1...Limits.searchLimitMax).contains(count) else {
            throw ValidationError("--count: \(count) is not between 1 and \(Limits.searchLimitMax)")
        }
        if let lambda, !(0...1).contains(lambda) { throw ValidationError("--lambda: \(lambda) is not between 0 and 1") }
        if let minScore, !minScore.isFinite { throw ValidationError("--min-score: \(minScore) is no score") }
        if let minCoverage, !(0...1).contains(minCoverage) {
            throw ValidationError("--min-coverage: \(minCoverage) is not between 0 and 1")
        }
        if exact, nprobe != nil { throw ValidationError("--exact and --nprobe exclude each other") }
        if recall != nil, exact || nprobe != nil {
            throw ValidationError("--recall and --\(exact ? "exact" : "nprobe") exclude each other")
        }
        if let recall, !(0...1).contains(recall) { throw ValidationError("--recall: \(recall) is not between 0 and 1") }
        if let nprobe, !(1...UInt32(Limits.listCountMax)).contains(nprobe) {
            throw ValidationError("--nprobe: \(nprobe) is not between 1 and \(Limits.listCountMax)")
        }
        if let oversampling, !(1...1_000).contains(oversampling) {
            throw ValidationError("--oversampling: \(oversampling) is not between 1 and 1000")
        }
        if lambda != nil, mmr == false { throw ValidationError("--lambda needs --mmr") }
        _ = try WeightArgument.weights(weight)
        _ = try scene()
        _ = try filter()
    }

    private var queryCount: Int {
        [roleA != nil, prompt != nil, text != nil, like != nil, batch != nil].count { $0 }
    }

    /// Refuses a command that asks for nothing. No part of `validate`, which comes before unknown options are told: a
    /// mistyped `--promt` should be called that.
    func requireQuery() throws(ToolError) {
        guard queryCount == 1 else {
            throw ToolError(
                description: "say what to find: --role-a, --prompt, --text, --like or --batch",
                exitCode: Ending.wrongUsage)
        }
    }

    /// True when guides are asked for, with a plan; false for a plain search.
    var isForGuides: Bool { roleA != nil || prompt != nil }

    func scene() throws(ValidationError) -> Scene? {
        guard let roleA else { return nil }
        let first = Role(
            text: roleA,
            lora: try loraA.map { text throws(ValidationError) in
                try LoraArgument.lora(text, option: "--lora-a")
            })
        let second = try roleB.map { text throws(ValidationError) in
            Role(
                text: text,
                lora: try loraB.map { lora throws(ValidationError) in
                    try LoraArgument.lora(lora, option: "--lora-b")
                })
        }
        return Scene(roleA: first, roleB: second, action: action ?? "", styleWords: style)
    }

    func filter() throws(ValidationError) -> Filter? {
        try Self.filter(tags: tag, noTags: noTag, conditions: conditions, ids: id)
    }

    /// What `--tag`, `--no-tag`, `--where` and `--id` say together; nil when that is nothing.
    static func filter(
        tags clauses: [String], noTags: [String], conditions: [String], ids: [String] = []
    ) throws(ValidationError) -> Filter? {
        var filter = Filter(noTags: noTags, ids: ids)
        for clause in clauses {
            let tags = clause.split(separator: ",").map { String($0.drop(while: \.isWhitespace)) }.filter {
                !$0.isEmpty
            }
            guard !tags.isEmpty else { throw ValidationError("--tag: '\(clause)' names no tag") }
            filter.tags.append(TagClause(any: tags))
        }
        for condition in conditions { filter.attributes.append(try WhereArgument.clause(condition)) }
        return filter == Filter() ? nil : filter
    }

    /// How the pictures shall differ; nil: the daemon's way, which is by maximal marginal relevance for guides only.
    private var diversity: Diversity? {
        guard mmr != nil || lambda != nil || allowSimilar || (seed != nil && !isForGuides) else { return nil }
        return Diversity(
            mmr: mmr ?? (lambda != nil || isForGuides), lambda: lambda, allowSimilar: allowSimilar,
            seed: isForGuides ? nil : seed)
    }

    /// How hard to look; nil: the gallery's way.
    private var tuning: SearchTuning? {
        guard exact || nprobe != nil || oversampling != nil || recall != nil else { return nil }
        return SearchTuning(
            nprobe: nprobe ?? 0, oversampling: oversampling ?? 0, exact: exact, targetRecall: recall ?? 0)
    }

    func guidesRequest(gallery: String, explain: Bool) throws(ValidationError) -> FindGuidesRequest {
        FindGuidesRequest(
            gallery: gallery, scene: try scene(), prompt: prompt ?? "", imageCount: UInt32(count),
            weights: try WeightArgument.weights(weight), excludeIds: exclude, seed: seed, filter: try filter(),
            fusion: fusion.map { Fusion(kind: $0) }, diversity: diversity, minScore: minScore,
            minCoverage: minCoverage, explain: explain, tuning: tuning)
    }

    /// - Parameter spec: the gallery's declaration; needed when weights are given.
    func searchRequest(
        gallery: String, in spec: GallerySpec? = nil, explain: Bool
    ) throws(ValidationError) -> SearchRequest {
        SearchRequest(
            gallery: gallery, limit: UInt32(count), fields: try weightedFields(spec),
            text: text ?? "", likeId: like ?? "", filter: try filter(), excludeIds: exclude,
            fusion: fusion.map { Fusion(kind: $0) }, diversity: diversity, minScore: minScore,
            minCoverage: minCoverage, explain: explain, tuning: tuning)
    }

    /// The fields to search, none for all. A search leaves out what it does not name, so those that keep the gallery's
    /// weight, as in a scene, are named too.
    private func weightedFields(_ spec: GallerySpec?) throws(ValidationError) -> [FieldQuery] {
        let weights = try WeightArgument.weights(weight)
        guard !weights.isEmpty else { return [] }
        let others = (spec?.fields ?? []).filter { field in
            !weights.contains { $0.field == field.name } && ((text == nil && batch == nil) || !field.encoder.isEmpty)
        }
        return weights.map { FieldQuery(field: $0.field, weight: $0.weight) }
            + others.map { FieldQuery(field: $0.name, weight: $0.weight ?? 1) }
    }

    /// What was asked for, as a title: `an old wizard and a small dragon, reading a book`.
    var title: String {
        if let roleA {
            let roles = [roleA, roleB].compactMap { $0 }.joined(separator: " and ")
            return ([roles, action].compactMap { $0 }.filter { !$0.isEmpty } + style).joined(separator: ", ")
        }
        return prompt ?? text ?? like.map { "like \($0)" } ?? batch ?? ""
    }
}
