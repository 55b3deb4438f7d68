import ArgumentParser
import Gallery
import JSON
import Testing
import Vocabulary

@testable import tessera

struct ArgumentTests {
    @Test func `a field is read with a template that holds commas`() throws {
        let field = try FieldArgument.field(
            "text:dim=384,template={description!}[, {tags}], by {author},metric=l2,"
                + "weight=0.5,encoder=minilm,precision=f16,rerank=sq8"
        )
        #expect(
            field
                == FieldSpec(
                    name: "text", dimension: 384, metric: .l2, template: "{description!}[, {tags}], by {author}",
                    encoder: "minilm", weight: 0.5, precision: .f16, rerank: .sq8))
    }

    @Test func `a field may be a name only`() throws {
        #expect(try FieldArgument.field("tags") == FieldSpec(name: "tags"))
    }

    @Test(arguments: [
        ":dim=3", "a:dim=0", "a:dim=x", "a:metric=cosin", "a:dims=3", "a:weight=-1", "a:weight=nan", "a:x",
    ])
    func `a field that is mistyped is refused`(text: String) {
        #expect(throws: ValidationError.self) { try FieldArgument.field(text) }
    }

    @Test(arguments: [
        ("knight", Lora(name: "knight", weight: 1)), ("knight:0.8", Lora(name: "knight", weight: 0.8)),
        ("knight:0.8:kn1ght, old hat", Lora(name: "knight", weight: 0.8, triggerWords: ["kn1ght", "old hat"])),
        ("knight::kn1ght", Lora(name: "knight", weight: 1, triggerWords: ["kn1ght"])),
    ])
    func `a LoRA is read`(text: String, lora: Lora) throws {
        #expect(try LoraArgument.lora(text, option: "--lora-a") == lora)
    }

    @Test(arguments: [":0.8", "a:x", "a:0", "a:inf"])
    func `a LoRA that is mistyped is refused`(text: String) {
        #expect(throws: ValidationError.self) { try LoraArgument.lora(text, option: "--lora-a") }
    }

    @Test(arguments: ["tags", "tags=", "=1", "tags=-1", "tags=nan", "tags=x"])
    func `a weight that is mistyped is refused`(text: String) {
        #expect(throws: ValidationError.self) { try WeightArgument.weights([text]) }
    }

    @Test(arguments: [
        ("year>=1990", AttributeClause(name: "year", minimum: 1990)),
        ("year <= 2000.5", AttributeClause(name: "year", maximum: 2000.5)),
        ("price<10", AttributeClause(name: "price", maximum: 10.0.nextDown)),
        ("price>-1e3", AttributeClause(name: "price", minimum: (-1e3).nextUp)),
        ("year=1990..2000", AttributeClause(name: "year", minimum: 1990, maximum: 2000)),
        ("year=..2000", AttributeClause(name: "year", maximum: 2000)),
        ("year=-5..", AttributeClause(name: "year", minimum: -5)),
        ("year=1990", AttributeClause(name: "year", any: [Attribute(value: .integer(1990))])),
        (
            "size=1|2.5",
            AttributeClause(name: "size", any: [Attribute(value: .integer(1)), Attribute(value: .real(2.5))])
        ),
        ("public=true", AttributeClause(name: "public", any: [Attribute(value: .flag(true))])),
        (
            "license = cc0 | cc-by",
            AttributeClause(
                name: "license", any: [Attribute(value: .text("cc0")), Attribute(value: .text("cc-by"))])
        ),
        ("code=\"42\"", AttributeClause(name: "code", any: [Attribute(value: .text("42"))])),
        ("path=a..b", AttributeClause(name: "path", any: [Attribute(value: .text("a..b"))])),
        ("url=a=b", AttributeClause(name: "url", any: [Attribute(value: .text("a=b"))])),
    ])
    func `a condition on an attribute is read`(text: String, clause: AttributeClause) throws {
        #expect(try WhereArgument.clause(text) == clause)
    }

    @Test(arguments: ["", "year", "=5", ">=5", "year=", "year>=", "year>=x", "year<nan", "year=1||2", "year>=inf"])
    func `a condition that is mistyped is refused`(text: String) {
        #expect(throws: ValidationError.self) { try WhereArgument.clause(text) }
    }

    @Test func `conditions become a filter, all of which must hold`() throws {
        let verb = try FindVerb.parse(["g", "--text", "a", "--where", "year>=1990", "--where", "license=cc0"])
        #expect(
            try verb.options.filter()
                == Filter(attributes: [
                    AttributeClause(name: "year", minimum: 1990),
                    AttributeClause(name: "license", any: [Attribute(value: .text("cc0"))]),
                ]))
    }

    @Test func `columns that become attributes are read with their kinds`() throws {
        let verb = try ImportVerb.parse(
            ["g", "a.csv", "--attribute", "year", "--attribute", "code:text", "--attribute", "a:b"])
        #expect(
            try verb.attributes() == [
                CatalogueAttribute(name: "year"), CatalogueAttribute(name: "code", kind: .text),
                CatalogueAttribute(name: "a:b"),
            ])
        #expect(throws: (any Error).self) { try ImportVerb.parse(["g", "a.csv", "--attribute", ":text"]) }
        #expect(throws: (any Error).self) {
            try ImportVerb.parse(["g", "a.csv", "--attribute", "a", "--attribute", "a:real"])
        }
    }

    @Test func `a scene becomes a request`() throws {
        let verb = try FindVerb.parse([
            "drawings", "--role-a", "an old wizard", "--role-b", "a dragon", "--action", "reading", "--style", "ink",
            "--lora-b", "dragon:0.5:drgn", "--count", "6", "--weight", "tags=0.5", "--exclude", "7", "--tag", "a, b",
            "--tag", "c", "--no-tag", "toy", "--seed", "9", "--min-score", "0.1", "--fusion", "rrf",
        ])
        #expect(
            try verb.options.guidesRequest(gallery: verb.gallery, explain: false)
                == FindGuidesRequest(
                    gallery: "drawings",
                    scene: Scene(
                        roleA: Role(text: "an old wizard"),
                        roleB: Role(text: "a dragon", lora: Lora(name: "dragon", weight: 0.5, triggerWords: ["drgn"])),
                        action: "reading", styleWords: ["ink"]),
                    imageCount: 6, weights: [FieldWeight(field: "tags", weight: 0.5)], excludeIds: ["7"], seed: 9,
                    filter: Filter(tags: [TagClause(any: ["a", "b"]), TagClause(any: ["c"])], noTags: ["toy"]),
                    fusion: Fusion(kind: .rrf), minScore: 0.1))
    }

    @Test func `a recall is asked for, with candidates of one's own or without`() throws {
        let recall = try FindVerb.parse(["g", "--text", "a", "--recall", "0.97"])
        #expect(
            try recall.options.searchRequest(gallery: "g", explain: false).tuning == SearchTuning(targetRecall: 0.97))
        let both = try FindVerb.parse(["g", "--prompt", "a", "--recall", "0.97", "--oversampling", "8"])
        #expect(
            try both.options.guidesRequest(gallery: "g", explain: false).tuning
                == SearchTuning(oversampling: 8, targetRecall: 0.97))
    }

    @Test func `a share that is enough where shards are away is asked for`() throws {
        let arguments = ["--min-coverage", "0.5"]
        let search = try FindVerb.parse(["g", "--text", "a"] + arguments)
        #expect(try search.options.searchRequest(gallery: "g", explain: false).minCoverage == 0.5)
        let guides = try FindVerb.parse(["g", "--prompt", "a"] + arguments)
        #expect(try guides.options.guidesRequest(gallery: "g", explain: false).minCoverage == 0.5)
    }

    @Test func `an id becomes a search for what is like it`() throws {
        let verb = try FindVerb.parse(["drawings", "--like", "4711", "--seed", "3"])
        #expect(
            try verb.options.searchRequest(gallery: verb.gallery, explain: true)
                == SearchRequest(
                    gallery: "drawings", limit: 4, likeId: "4711", diversity: Diversity(seed: 3), explain: true))
    }

    @Test(arguments: [(["--like", "1"], ["tags", "text", "bare"]), (["--text", "a"], ["tags", "text"])])
    func `a field without a weight of its own keeps the gallery's`(options: [String], names: [String]) throws {
        let fields = [
            FieldSpec(name: "text", encoder: "e", weight: 2), FieldSpec(name: "tags", encoder: "e"),
            FieldSpec(name: "bare", weight: 3),
        ]
        let verb = try FindVerb.parse(["g", "--weight", "tags=0"] + options)
        let request = try verb.options.searchRequest(
            gallery: "g", in: GallerySpec(name: "g", fields: fields), explain: false)
        #expect(request.fields.map(\.field) == names)
        #expect(request.fields.map(\.weight) == Array([0, 2, 3].prefix(names.count)))
    }

    @Test(
        arguments: [
            ([], nil), (["--mmr"], Diversity(mmr: true)), (["--no-mmr"], Diversity(mmr: false)),
            (["--lambda", "0.5"], Diversity(mmr: true, lambda: 0.5)),
            (["--allow-similar"], Diversity(mmr: true, allowSimilar: true)),
        ] as [([String], Diversity?)])
    func `guides differ unless told not to`(options: [String], diversity: Diversity?) throws {
        let verb = try FindVerb.parse(["g", "--prompt", "castle"] + options)
        #expect(try verb.options.guidesRequest(gallery: "g", explain: false).diversity == diversity)
    }

    @Test(arguments: [
        ["g", "--prompt", "a", "--text", "b"], ["g", "--role-b", "x", "--prompt", "a"], ["g", "--action", "x"],
        ["g", "--role-a", "x", "--lora-b", "y"], ["g", "--text", "a", "--count", "0"],
        ["g", "--text", "a", "--count", "1001"], ["g", "--text", "a", "--lambda", "2"],
        ["g", "--text", "a", "--lambda", "1", "--no-mmr"], ["g", "--text", "a", "--fusion", "best"],
        ["g", "--text", "a", "--image-root", "."], ["g", "--text", "a", "--tag", ","],
        ["g", "--text", "a", "--weight", "x"], ["g", "--text", "a", "--timeout", "0"],
        ["g", "--text", "a", "--min-coverage", "1.5"], ["g", "--text", "a", "--recall", "1.5"],
        ["g", "--text", "a", "--recall", "0.9", "--nprobe", "3"],
        ["g", "--text", "a", "--recall", "0.9", "--exact"],
    ])
    func `what makes no sense together is wrong usage`(arguments: [String]) {
        #expect(throws: (any Error).self) { try FindVerb.parse(arguments) }
    }

    @Test func `a search for nothing is told what it may be for`() throws {
        let verb = try FindVerb.parse(["g"])
        let error = #expect(throws: ToolError.self) { try verb.options.requireQuery() }
        #expect(error?.exitCode == Ending.wrongUsage)
    }

    @Test(arguments: [["find", "g", "--promt", "a"], ["plan", "--item", "5", "--dimension", "3"]])
    func `a mistyped option is named, and not what it leaves out`(arguments: [String]) {
        let error = #expect(throws: (any Error).self) { try Tessera.parseAsRoot(arguments) }
        let message = error.map { Tessera.fullMessage(for: $0) } ?? ""
        #expect(message.contains(arguments[1] == "g" ? "--promt" : "--item"), "\(message)")
    }

    @Test(arguments: [
        ("x:dim=0", "dim is a whole number from 1 to 16384, not '0'"),
        ("x:dim=20000", "dim is a whole number from 1 to 16384, not '20000'"),
        ("x:dim=4,metric=cos", "metric is cosine, inner_product or l2, not 'cos'"),
        ("x:weight=-1", "weight is a number, 0 or more, not '-1'"), ("x:rerank=f8", "rerank is f16 or sq8, not 'f8'"),
    ])
    func `a value that no field can have is told with those it can`(text: String, message: String) {
        let error = #expect(throws: ValidationError.self) { try FieldArgument.field(text) }
        #expect(error?.message == "--field x: \(message)")
    }

    /// The library folds what is wider, and so spoils a list whose lines are indented.
    @Test func `no line of an example or a list in the help is folded`() {
        func verbs(_ verb: any ParsableCommand.Type) -> [any ParsableCommand.Type] {
            [verb] + verb.configuration.subcommands.flatMap(verbs)
        }
        for verb in verbs(Tessera.self) {
            for line in verb.configuration.discussion.split(separator: "\n") where line.hasPrefix("  ") {
                #expect(line.count <= 80, "\(verb._commandName): \(line)")
            }
        }
    }

    @Test(arguments: [
        ["g", "rows.txt"], ["g", "a.tsv", "--batch", "0"], ["g", "a.tsv", "--batch", "10001"],
        ["g", "a.tsv", "--in-flight", "0"], ["g", "a.tsv", "--column", "tags"], ["g", "a.tsv", "--column", "tagz=x"],
        ["g", "a.tsv", "--column", "tags=x", "--column", "tags=y"], ["g", "a.tsv", "--vectors", "x"],
        ["g", "a.tsv", "--limit", "0"], ["g", "a.tsv", "--format", "xml"],
    ])
    func `an import that is mistyped is wrong usage`(arguments: [String]) {
        #expect(throws: (any Error).self) { try ImportVerb.parse(arguments) }
    }

    @Test(arguments: [["--server", "tcp://h:1", "gallery", "list"], ["gallery", "list", "--address", "tcp://h:1"]])
    func `the daemon may be named before or after the verb`(arguments: [String]) throws {
        let verb = try #require(try Tessera.parseAsRoot(arguments) as? GalleryListVerb)
        #expect(verb.connection.address == "tcp://h:1")
    }

    @Test func `a declaration is read back as it was written`() throws {
        let spec = GallerySpec(
            name: "g",
            fields: [
                FieldSpec(
                    name: "text", dimension: 384, metric: .innerProduct, template: "{tags}", encoder: "e",
                    encoderFingerprint: "f", weight: 0.25, precision: .f16, rerank: .sq8)
            ], scene: SceneTemplates(searchText: "{role_a!}", generationPrompt: "{role_a}"), fusion: .max,
            exactBelow: 7, minRecall: 0.5, targetRecall: 0.75)
        #expect(try GallerySpecFile.spec(try JSONValue(parsing: JSONValue(spec).text)) == spec)
    }

    @Test(arguments: [
        (#"{"feilds": []}"#, "feilds is not known; did you mean 'fields'?"),
        (#"{"fields": [{"metric": "cos"}]}"#, "fields[0].metric: 'cos' is none of cosine, inner_product, l2"),
        (
            #"{"fields": [{"dimension": -1}]}"#,
            "fields[0].dimension: a whole number stands where a whole number of 0...4294967295 should"
        ),
        (#"[]"#, "the document: a list stands where an object should"),
        (#"{"fusion": "sum"}"#, "fusion: 'sum' is none of weighted, rrf, max"),
    ])
    func `a declaration that is mistyped is told by its place`(text: String, message: String) throws {
        let document = try JSONValue(parsing: text)
        #expect(throws: ToolError(description: message)) { try GallerySpecFile.spec(document) }
    }

    @Test(
        arguments: [(StatusCode.notFound, 4), (.unavailable, 5), (.invalidArgument, 1), (.internal, 1)]
            as [(StatusCode, Int32)])
    func `statuses have exit codes`(status: StatusCode, code: Int32) {
        #expect(Ending.code(for: CallFailure(status, "r", "m")) == code)
    }

    @Test(arguments: [
        ("items[3].item.tags[0]", "tags[0]"), ("items[3].vectors[1].values", "vectors[1].values"), ("items[3]", ""),
        ("gallery", "gallery"), ("", ""),
    ])
    func `the daemon's path to a cell becomes a column`(field: String, column: String) {
        #expect(ImportRun.column(field) == column)
    }
}
