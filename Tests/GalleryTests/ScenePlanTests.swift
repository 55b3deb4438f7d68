import Gallery
import Testing
import Vocabulary

/// From a scene to a search and a plan for the generation.
struct ScenePlanTests {
    private let scene = Scene(
        roleA: Role(text: "an old wizard", lora: Lora(name: "wiz.safetensors", triggerWords: ["wzrd", "robe style"])),
        roleB: Role(text: "a small dragon", lora: Lora(name: "drg", weight: 0.8, triggerWords: ["drgn"])),
        action: "reading a book", styleWords: ["ink drawing", "soft light"])

    private func plan(_ change: (inout FindGuidesRequest) -> Void = { _ in }) throws -> ScenePlan {
        var request = FindGuidesRequest(gallery: "drawings", scene: scene)
        change(&request)
        return try ScenePlan(request, in: SampleSpec.standard)
    }

    private func failure(_ change: (inout FindGuidesRequest) -> Void) -> CallFailure? {
        #expect(throws: CallFailure.self) { try plan(change) }
    }

    @Test func `the search text says roles, action and style`() throws {
        #expect(
            try plan().generation.searchText
                == "an old wizard and a small dragon, reading a book, ink drawing, soft light")
    }

    @Test func `trigger words are in the generation prompt, first, and never in the search`() throws {
        let plan = try plan()
        #expect(
            plan.generation.generationPrompt
                == "wzrd, robe style, drgn, an old wizard and a small dragon, reading a book, ink drawing, soft light")
        let searched = plan.search.fields.map(\.text) + [plan.search.text]
        #expect(!searched.contains { $0.contains("wzrd") || $0.contains("robe style") || $0.contains("drgn") })
    }

    @Test func `a scene is searched as hard as it says`() throws {
        let tuning = SearchTuning(nprobe: 9, oversampling: 2, exact: true)
        #expect(try plan { $0.tuning = tuning }.search.tuning == tuning)
        #expect(try plan().search.tuning == nil)
    }

    @Test func `what a scene does not say leaves no trace`() throws {
        let plan = try plan { $0.scene = Scene(roleA: Role(text: "an old wizard")) }
        #expect(plan.generation.searchText == "an old wizard")
        #expect(plan.generation.generationPrompt == "an old wizard")
        #expect(plan.generation.loras.isEmpty)
    }

    @Test func `the texts follow the gallery's templates`() throws {
        var spec = SampleSpec.standard
        spec.scene = SceneTemplates(searchText: "{action}: {role_a}", generationPrompt: "({trigger_a}) {role_a!}")
        let plan = try ScenePlan(FindGuidesRequest(scene: scene), in: spec)
        #expect(plan.generation.searchText == "reading a book: an old wizard")
        #expect(plan.generation.generationPrompt == "(wzrd, robe style) an old wizard")
    }

    @Test func `LoRAs stand in the order of the roles, strength 1 unless said`() throws {
        let loras = try plan().generation.loras
        #expect(loras.map(\.name) == ["wiz.safetensors", "drg"])
        #expect(loras.map(\.weight) == [1, 0.8])
    }

    @Test func `a LoRA that both roles have is loaded once and woken once`() throws {
        let shared = scene.roleA?.lora
        let plan = try plan { $0.scene?.roleB?.lora = shared }
        #expect(plan.generation.loras.map(\.name) == ["wiz.safetensors"])
        #expect(plan.generation.generationPrompt.hasPrefix("wzrd, robe style, an old wizard and"))
    }

    @Test func `trigger words without a LoRA's name count for nothing`() throws {
        let plan = try plan { $0.scene?.roleA?.lora?.name = "" }
        #expect(!plan.generation.generationPrompt.contains("wzrd"))
    }

    @Test func `four images are found unless said`() throws {
        #expect(try plan().generation.imageCount == 4)
        #expect(try plan().search.limit == 4)
        #expect(try plan { $0.imageCount = 9 }.search.limit == 9)
    }

    @Test func `guides differ by marginal relevance unless said`() throws {
        #expect(try plan().search.diversity?.mmr == true)
        #expect(try plan { $0.diversity = Diversity() }.search.diversity?.mmr == false)
    }

    @Test func `the request's seed wins over that of its diversity, and is in the plan`() throws {
        let plan = try plan {
            $0.seed = 5
            $0.diversity = Diversity(seed: 6)
        }
        #expect(plan.search.diversity?.seed == 5)
        #expect(plan.generation.seed == 5)
        #expect(try self.plan { $0.diversity = Diversity(seed: 6) }.generation.seed == 6)
        #expect(try self.plan().generation.seed == nil)
    }

    @Test func `the text is searched in every field that has an encoder, with the gallery's weights`() throws {
        let fields = try plan().search.fields
        #expect(fields.map(\.field) == ["description", "tags", "detections"])
        #expect(fields.map(\.weight) == [1, 0.5, 1])
    }

    @Test func `weights of the request replace the gallery's, and 0 leaves a field out`() throws {
        let fields = try plan {
            $0.weights = [FieldWeight(field: "tags", weight: 3), FieldWeight(field: "detections", weight: 0)]
        }.search.fields
        #expect(fields.map(\.field) == ["description", "tags"])
        #expect(fields.map(\.weight) == [1, 3])
    }

    @Test func `a vector replaces the search text in its field`() throws {
        let fields = try plan {
            $0.vectors = [
                FieldVector(field: "tags", values: [1, 0, 0]), FieldVector(field: "own", values: [1, 2]),
            ]
        }.search.fields
        #expect(fields.map(\.field) == ["description", "tags", "detections", "own"])
        #expect(fields.map(\.vector) == [[], [1, 0, 0], [], [1, 2]])
        #expect(fields.map(\.text.isEmpty) == [false, true, false, true])
    }

    @Test func `a prompt is searched and prompted with as it is`() throws {
        let plan = try plan {
            $0.scene = nil
            $0.prompt = " a fox\n in snow"
        }
        #expect(plan.generation.searchText == "a fox in snow")
        #expect(plan.generation.generationPrompt == "a fox in snow")
        #expect(plan.search.fields.map(\.text) == ["a fox in snow", "a fox in snow", "a fox in snow"])
    }

    @Test func `vectors alone are searched in their fields only`() throws {
        let fields = try plan {
            $0.scene = nil
            $0.vectors = [FieldVector(field: "own", values: [1, 2])]
        }.search.fields
        #expect(fields.map(\.field) == ["own"])
    }

    @Test func `filter, exclusions, fusion, bounds and mask go into the search`() throws {
        let search = try plan {
            $0.filter = Filter(noTags: ["x"])
            $0.excludeIds = ["7"]
            $0.fusion = Fusion(kind: .rrf)
            $0.minScore = 0.5
            $0.minCoverage = 0.25
            $0.readMask = ReadMask(url: true)
            $0.explain = true
        }.search
        #expect(search.filter == Filter(noTags: ["x"]))
        #expect(search.excludeIds == ["7"])
        #expect(search.fusion == Fusion(kind: .rrf))
        #expect(search.minScore == 0.5)
        #expect(search.minCoverage == 0.25)
        #expect(search.readMask == ReadMask(url: true))
        #expect(search.explain)
        #expect(search.gallery == "drawings")
    }

    @Test func `the search can be drafted`() throws {
        let draft = try SearchDraft(try plan().search, in: SampleSpec.standard)
        #expect(draft.fields.count == 3)
    }

    @Test func `bad requests are refused with reason and place`() {
        expect(failure { $0.scene = nil }, "nothing_to_search", "")
        expect(failure { $0.prompt = "a fox" }, "ambiguous_query", "prompt")
        expect(failure { $0.scene?.roleA?.text = " " }, "empty_role", "scene.role_a.text")
        expect(failure { $0.scene?.roleA = nil }, "empty_role", "scene.role_a.text")
        expect(failure { $0.imageCount = 1_001 }, "limit_out_of_range", "image_count", limit: 1_000, value: 1_001)
        expect(failure { $0.scene?.roleB?.lora?.weight = .nan }, "not_finite", "scene.role_b.lora.weight")
        expect(failure { $0.weights = [FieldWeight(field: "tag", weight: 1)] }, "unknown_field", "weights[0].field")
        expect(failure { $0.weights = [FieldWeight(field: "tags", weight: -1)] }, "bad_weight", "weights[0].weight")
        expect(
            failure { $0.weights = ["tags", "tags"].map { FieldWeight(field: $0, weight: 1) } }, "duplicate_field",
            "weights[1].field")
        expect(
            failure { $0.vectors = [FieldVector(field: "tags", values: [1])] }, "dimension_mismatch",
            "vectors[0].values",
            limit: 3, value: 1)
        expect(
            failure { $0.scene?.styleWords = Array(repeating: "a", count: 257) }, "too_many", "scene.style_words",
            limit: 256, value: 257)
        expect(
            failure { request in
                request.weights = SampleSpec.standard.fields.map { FieldWeight(field: $0.name, weight: 0) }
            }, "nothing_to_search", "")
    }
}
