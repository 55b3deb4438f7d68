import Gallery
import Testing
import Vocabulary

/// What a search may ask.
struct SearchRulesTests {
    private func failure(_ change: (inout SearchRequest) -> Void) -> CallFailure? {
        var request = SearchRequest(limit: 10, text: "a fox")
        change(&request)
        return #expect(throws: CallFailure.self) { try SearchDraft(request, in: SampleSpec.standard) }
    }

    private func field(_ change: (inout FieldQuery) -> Void) -> CallFailure? {
        var query = FieldQuery(field: "tags", vector: [1, 0, 0])
        change(&query)
        return failure { $0.fields = [query] }
    }

    @Test(arguments: [1, 1_000])
    func `1 to 1,000 items can be asked for`(limit: UInt32) throws {
        _ = try SearchDraft(SearchRequest(limit: limit, text: "a fox"), in: SampleSpec.standard)
    }

    @Test(arguments: [0, 1_001, UInt32.max])
    func `no items, or more than 1,000, are refused`(limit: UInt32) {
        expect(failure { $0.limit = limit }, "limit_out_of_range", "limit", limit: 1_000, value: Int64(limit))
    }

    @Test func `a search for nothing is refused`() {
        expect(failure { $0.text = "" }, "nothing_to_search", "")
        expect(failure { $0.text = " \n" }, "empty_text", "text")
        expect(
            failure { $0.text = String(repeating: "a", count: 65_537) }, "text_too_long", "text", limit: 65_536,
            value: 65_537)
    }

    @Test func `a text and an item to be like are not both looked for`() {
        expect(failure { $0.likeId = "7" }, "ambiguous_query", "like_id")
    }

    @Test func `a bad query of a field is refused`() {
        expect(field { $0.field = "tagz" }, "unknown_field", "fields[0].field")
        expect(field { $0.vector = [1, 2] }, "dimension_mismatch", "fields[0].vector", limit: 3, value: 2)
        expect(field { $0.vector = [1, 2, .nan] }, "not_finite", "fields[0].vector", value: 2)
        expect(field { $0.vector = [0, 0, 0] }, "zero_vector", "fields[0].vector")
        expect(field { $0.weight = -1 }, "bad_weight", "fields[0].weight")
        expect(field { $0.weight = .nan }, "bad_weight", "fields[0].weight")
        expect(
            field { $0.encoderFingerprint = "other" }, "encoder_mismatch", "fields[0].encoder_fingerprint",
            .failedPrecondition)
        expect(
            field {
                $0.vector = []
                $0.text = "\t"
            }, "empty_text", "fields[0].text")
        expect(failure { $0.fields = [FieldQuery(field: "own", text: "a fox")] }, "no_encoder", "fields[0]")
    }

    @Test func `a field named twice is refused`() {
        let query = FieldQuery(field: "tags", vector: [1, 0, 0])
        expect(failure { $0.fields = [query, query] }, "duplicate_field", "fields[1].field")
    }

    @Test func `a field with nothing to look for is refused`() {
        expect(
            failure {
                $0.text = ""
                $0.fields = [FieldQuery(field: "tags", vector: [1, 0, 0]), FieldQuery(field: "description")]
            }, "nothing_to_search", "fields[1]")
    }

    @Test func `a search whose every weight is 0 is refused`() {
        expect(field { $0.weight = 0 }, "all_weights_zero", "fields")
    }

    @Test func `a text is refused where no field has an encoder`() {
        let spec = GallerySpec(fields: [FieldSpec(name: "own", dimension: 2)])
        let failure = #expect(throws: CallFailure.self) {
            try SearchDraft(SearchRequest(limit: 1, text: "a fox"), in: spec)
        }
        expect(failure, "no_encoder", "text")
    }

    @Test func `numbers out of their range are refused`() {
        expect(failure { $0.fusion = Fusion(rrfConstant: 0.5) }, "out_of_range", "fusion.rrf_constant")
        expect(failure { $0.fusion = Fusion(rrfConstant: .nan) }, "out_of_range", "fusion.rrf_constant")
        expect(failure { $0.diversity = Diversity(lambda: 1.01) }, "out_of_range", "diversity.lambda")
        expect(failure { $0.diversity = Diversity(lambda: .nan) }, "out_of_range", "diversity.lambda")
        expect(failure { $0.diversity = Diversity(variety: -0.1) }, "out_of_range", "diversity.variety")
        expect(failure { $0.minScore = .nan }, "not_finite", "min_score")
        expect(failure { $0.minCoverage = 1.5 }, "out_of_range", "min_coverage")
        expect(failure { $0.tuning = SearchTuning(oversampling: 0.5) }, "out_of_range", "tuning.oversampling")
        for recall in [-0.1, 1.01, .nan] as [Float] {
            expect(failure { $0.tuning = SearchTuning(targetRecall: recall) }, "out_of_range", "tuning.target_recall")
        }
        expect(
            failure { $0.tuning = SearchTuning(nprobe: 262_145) }, "out_of_range", "tuning.nprobe", limit: 262_144,
            value: 262_145)
        expect(failure { $0.tuning = SearchTuning(oversampling: .infinity) }, "out_of_range", "tuning.oversampling")
        expect(
            failure {
                $0.limit = 1_000
                $0.tuning = SearchTuning(oversampling: 100)
            }, "too_many", "tuning.oversampling", limit: 65_536, value: 100_000)
    }

    @Test func `at most 10,000 ids are excluded, each an id`() {
        expect(
            failure { $0.excludeIds = Array(repeating: "1", count: 10_001) }, "too_many", "exclude_ids", limit: 10_000,
            value: 10_001)
        expect(failure { $0.excludeIds = ["1", ""] }, "empty_id", "exclude_ids[1]")
        expect(failure { $0.likeId = String(repeating: "a", count: 129) }, "id_too_long", "like_id", limit: 128)
    }

    @Test(arguments: [
        (Filter(tags: Array(repeating: TagClause(any: ["a"]), count: 65)), "too_many", "filter.tags"),
        (Filter(tags: [TagClause(any: ["a"]), TagClause()]), "empty_clause", "filter.tags[1].any"),
        (Filter(tags: [TagClause(any: Array(repeating: "a", count: 65))]), "too_many", "filter.tags[0].any"),
        (Filter(tags: [TagClause(any: ["a", ""])]), "empty_tag", "filter.tags[0].any[1]"),
        (Filter(noTags: Array(repeating: "a", count: 65)), "too_many", "filter.no_tags"),
        (Filter(noTags: [String(repeating: "a", count: 257)]), "text_too_long", "filter.no_tags[0]"),
        (Filter(ids: Array(repeating: "a", count: 10_001)), "too_many", "filter.ids"),
        (Filter(ids: ["a\0"]), "nul_in_id", "filter.ids[0]"),
    ])
    func `a bad filter is refused`(filter: Filter, reason: String, path: String) {
        expect(failure { $0.filter = filter }, reason, path)
    }

    @Test(arguments: [
        (AttributeClause(any: [Attribute(value: .flag(true))]), "empty_name", ".name"),
        (AttributeClause(name: String(repeating: "a", count: 257), minimum: 1), "text_too_long", ".name"),
        (AttributeClause(name: "a"), "empty_clause", ""),
        (AttributeClause(name: "a", any: [Attribute(value: .integer(1))], minimum: 1), "ambiguous_clause", ""),
        (AttributeClause(name: "a", minimum: .nan), "not_finite", ".minimum"),
        (AttributeClause(name: "a", maximum: .infinity), "not_finite", ".maximum"),
        (AttributeClause(name: "a", minimum: 2, maximum: 1), "empty_range", ""),
        (AttributeClause(name: "a", any: [Attribute()]), "no_value", ".any[0]"),
        (AttributeClause(name: "a", any: [Attribute(value: .real(.nan))]), "not_finite", ".any[0].real"),
        (
            AttributeClause(name: "a", any: [Attribute(name: "b", value: .integer(1))]), "other_attribute",
            ".any[0].name"
        ),
        (
            AttributeClause(name: "a", any: [Attribute(value: .integer(1)), Attribute(value: .text("1"))]),
            "mixed_kinds", ".any[1]"
        ),
        (
            AttributeClause(name: "a", any: [Attribute(value: .text(String(repeating: "a", count: 4_097)))]),
            "text_too_long", ".any[0].text"
        ),
        (
            AttributeClause(name: "a", any: Array(repeating: Attribute(value: .integer(1)), count: 1_025)),
            "too_many", ".any"
        ),
    ])
    func `a bad condition on an attribute is refused`(clause: AttributeClause, reason: String, path: String) {
        let good = AttributeClause(
            name: "b", any: [Attribute(name: "b", value: .integer(1)), Attribute(value: .real(2))])
        expect(failure { $0.filter = Filter(attributes: [good, clause]) }, reason, "filter.attributes[1]" + path)
    }

    @Test func `at most 64 conditions on attributes are taken`() {
        let clause = AttributeClause(name: "a", minimum: 1)
        expect(
            failure { $0.filter = Filter(attributes: Array(repeating: clause, count: 65)) }, "too_many",
            "filter.attributes", limit: 64, value: 65)
    }
}
