import Gallery
import Testing
import Vocabulary

/// What a gallery may be declared as.
struct SpecRulesTests {
    private func completed(_ change: (inout GallerySpec) -> Void) throws -> GallerySpec {
        var spec = GallerySpec(name: "drawings")
        change(&spec)
        return try GalleryRules.completed(spec, encoders: SampleSpec.encoders)
    }

    private func failure(_ change: (inout GallerySpec) -> Void) -> CallFailure? {
        #expect(throws: CallFailure.self) { try completed(change) }
    }

    @Test(arguments: ["a", "7", "drawings", "my-team/draw_ings-2", String(repeating: "a", count: 63) + "/b"])
    func `a name has one or two parts of small letters, digits, dashes and underscores`(name: String) throws {
        try GalleryRules.checkName(name, at: "name")
    }

    @Test(arguments: [
        ("", "empty_name"), ("A", "bad_name"), ("_a", "bad_name"), ("-a", "bad_name"), ("a b", "bad_name"),
        ("a/b/c", "bad_name"), ("/a", "bad_name"), ("a/", "bad_name"), ("é", "bad_name"), ("a\0", "bad_name"),
        (String(repeating: "a", count: 64), "name_too_long"),
    ])
    func `other names are refused`(name: String, reason: String) {
        let failure = #expect(throws: CallFailure.self) { try GalleryRules.checkName(name, at: "spec.name") }
        expect(failure, reason, "spec.name")
    }

    @Test func `a gallery without fields gets the standard three of the first encoder`() throws {
        let fields = try completed { _ in }.fields
        #expect(fields.map(\.name) == ["description", "tags", "detections"])
        #expect(fields.map(\.template) == ["{description}", "{tags}", "{detections!}[, {tags}]"])
        #expect(fields.allSatisfy { $0.encoder == "mini" && $0.dimension == 3 && $0.encoderFingerprint == "mini-1" })
    }

    @Test func `every default is filled in`() throws {
        let spec = try completed { $0.fields = [FieldSpec(name: "own", dimension: 2)] }
        #expect(spec.fields[0].metric == .cosine)
        #expect(spec.fields[0].weight == 1)
        #expect(spec.fields[0].precision == .f16)
        #expect(spec.fields[0].rerank == .f16)
        #expect(spec.fusion == .weighted)
        #expect(spec.scene == DefaultTemplates.scene)
    }

    @Test func `what is stated stays`() throws {
        let field = FieldSpec(
            name: "own", dimension: 4, metric: .innerProduct, template: "{tags}", encoder: "clip", weight: 0.25)
        let spec = try completed {
            $0.fields = [field]
            $0.fusion = .rrf
            $0.scene = SceneTemplates(searchText: "{action}")
        }
        #expect(spec.fields[0].metric == .innerProduct)
        #expect(spec.fields[0].weight == 0.25)
        #expect(spec.fields[0].encoderFingerprint == "clip-1")
        #expect(spec.fusion == .rrf)
        #expect(spec.scene?.searchText == "{action}")
        #expect(spec.scene?.generationPrompt == DefaultTemplates.generationPrompt)
    }

    @Test func `completing twice changes nothing`() throws {
        let spec = try completed { _ in }
        #expect(try GalleryRules.completed(spec, encoders: SampleSpec.encoders) == spec)
    }

    @Test func `the standard fields need an encoder`() {
        let failure = #expect(throws: CallFailure.self) {
            try GalleryRules.completed(GallerySpec(name: "a"), encoders: [])
        }
        expect(failure, "no_encoder", "spec.fields", .failedPrecondition)
    }

    @Test(arguments: ["", "Tags", "1a", "_a", "a-b", "é", String(repeating: "a", count: 65)])
    func `a field's name is small letters, digits and underscores, a letter first`(name: String) {
        let failure = failure { $0.fields = [FieldSpec(name: name, dimension: 2)] }
        #expect(["empty_name", "bad_name", "name_too_long"].contains(failure?.reason))
        #expect(failure?.field == "spec.fields[0].name")
    }

    @Test func `bad declarations are refused with reason and place`() {
        func own(_ change: (inout FieldSpec) -> Void) -> CallFailure? {
            var field = FieldSpec(name: "own", dimension: 3)
            change(&field)
            return failure { $0.fields = [FieldSpec(name: "first", dimension: 2), field] }
        }
        expect(own { $0.dimension = 0 }, "bad_dimension", "spec.fields[1].dimension", limit: 16_384, value: 0)
        expect(own { $0.dimension = 16_385 }, "bad_dimension", "spec.fields[1].dimension", value: 16_385)
        expect(own { $0.weight = -0.5 }, "bad_weight", "spec.fields[1].weight")
        expect(own { $0.weight = .nan }, "bad_weight", "spec.fields[1].weight")
        expect(own { $0.weight = .infinity }, "bad_weight", "spec.fields[1].weight")
        expect(own { $0.weight = 2_000_000 }, "bad_weight", "spec.fields[1].weight", limit: 1_000_000)
        expect(own { $0.name = "first" }, "duplicate_field", "spec.fields[1].name")
        expect(own { $0.template = "{tags}" }, "template_without_encoder", "spec.fields[1].encoder")
        expect(own { $0.template = "{tgs}" }, "bad_template", "spec.fields[1].template", value: 1)
        expect(own { $0.precision = .f32 }, "vector_precision", "spec.fields[1].precision", .unimplemented)
        expect(own { $0.rerank = .f32 }, "vector_precision", "spec.fields[1].rerank", .unimplemented)
        expect(own { $0.encoder = "minni" }, "unknown_encoder", "spec.fields[1].encoder", .failedPrecondition)
        expect(own { $0.encoder = "clip" }, "dimension_mismatch", "spec.fields[1].dimension", limit: 4, value: 3)
        expect(
            own {
                $0.encoder = "mini"
                $0.encoderFingerprint = "mini-2"
            }, "encoder_mismatch", "spec.fields[1].encoder_fingerprint", .failedPrecondition)
        expect(
            failure { $0.fields = (0..<17).map { FieldSpec(name: "f\($0)", dimension: 2) } }, "too_many", "spec.fields",
            limit: 16, value: 17)
        expect(
            failure { $0.fields = [FieldSpec(name: "a", dimension: 2, weight: 0)] }, "all_weights_zero", "spec.fields")
        expect(failure { $0.minRecall = .nan }, "out_of_range", "spec.min_recall")
        expect(failure { $0.targetRecall = 1.5 }, "out_of_range", "spec.target_recall")
        expect(failure { $0.scene = SceneTemplates(searchText: "{role}") }, "bad_template", "spec.scene.search_text")
        expect(
            failure { $0.scene = SceneTemplates(generationPrompt: "[") }, "bad_template", "spec.scene.generation_prompt"
        )
    }

    @Test func `a search text may not name trigger words`() {
        expect(
            failure { $0.scene = SceneTemplates(searchText: "{role_a}[, {trigger_b}]") }, "trigger_in_search_text",
            "spec.scene.search_text")
    }

    @Test func `an unknown encoder is answered with the nearest name`() {
        let failure = failure { $0.fields = [FieldSpec(name: "a", encoder: "minni")] }
        #expect(failure?.message.contains("did you mean 'mini'?") == true)
    }

    @Test func `an update changes templates, fusion and the weights that it names`() throws {
        let request = UpdateGalleryRequest(
            scene: SceneTemplates(searchText: "{action}"), fusion: .max,
            weights: [FieldWeight(field: "tags", weight: 2)])
        let spec = try GalleryRules.updated(SampleSpec.standard, by: request)
        #expect(
            spec.scene == SceneTemplates(searchText: "{action}", generationPrompt: DefaultTemplates.generationPrompt))
        #expect(spec.fusion == .max)
        #expect(spec.fields.map(\.weight) == [1, 2, 1, 1])
    }

    @Test func `an update changes what trainings aim at, and takes it back`() throws {
        let spec = try GalleryRules.updated(
            SampleSpec.standard, by: UpdateGalleryRequest(exactBelow: 1_000, minRecall: 0.5, targetRecall: 0.99))
        #expect(spec.exactBelow == 1_000 && spec.minRecall == 0.5 && spec.targetRecall == 0.99)
        #expect(
            try GalleryRules.updated(spec, by: UpdateGalleryRequest(exactBelow: 0, minRecall: 0, targetRecall: 0))
                == SampleSpec.standard)
    }

    @Test func `an update with a recall that is none is refused`() {
        func failure(_ request: UpdateGalleryRequest) -> CallFailure? {
            #expect(throws: CallFailure.self) { try GalleryRules.updated(SampleSpec.standard, by: request) }
        }
        expect(failure(UpdateGalleryRequest(minRecall: 1.5)), "out_of_range", "min_recall")
        expect(failure(UpdateGalleryRequest(targetRecall: .nan)), "out_of_range", "target_recall")
    }

    @Test func `an empty update changes nothing`() throws {
        #expect(try GalleryRules.updated(SampleSpec.standard, by: UpdateGalleryRequest()) == SampleSpec.standard)
    }

    @Test func `an update with an unknown field, or that leaves no weight, is refused`() {
        func failure(_ weights: [FieldWeight]) -> CallFailure? {
            #expect(throws: CallFailure.self) {
                try GalleryRules.updated(SampleSpec.standard, by: UpdateGalleryRequest(weights: weights))
            }
        }
        expect(failure([FieldWeight(field: "tag", weight: 1)]), "unknown_field", "weights[0].field")
        expect(failure([FieldWeight(field: "tags", weight: .nan)]), "bad_weight", "weights[0].weight")
        expect(
            failure(SampleSpec.standard.fields.map { FieldWeight(field: $0.name, weight: 0) }), "all_weights_zero",
            "weights")
    }
}
