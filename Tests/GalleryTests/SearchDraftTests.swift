import Gallery
import Testing
import Vocabulary

/// From a request to a plan.
struct SearchDraftTests {
    private func draft(_ change: (inout SearchRequest) -> Void = { _ in }) throws -> SearchDraft {
        var request = SearchRequest(limit: 10, text: "a fox")
        change(&request)
        return try SearchDraft(request, in: SampleSpec.standard)
    }

    /// The plan of a search by the vector of `own`.
    private func plan(_ change: (inout SearchRequest) -> Void = { _ in }) throws -> SearchPlan {
        try draft {
            $0.text = ""
            $0.fields = [FieldQuery(field: "own", vector: [3, 4])]
            change(&$0)
        }.plan()
    }

    @Test func `a text is looked for in every field that has an encoder`() throws {
        let fields = try draft().fields
        #expect(fields.map(\.spec.name) == ["description", "tags", "detections"])
        #expect(fields.allSatisfy { $0.source == .text("a fox") && $0.vector == nil })
        #expect(fields.map(\.weight) == [1, 0.5, 1])
    }

    @Test func `when fields are named, only they are searched, in declared order`() throws {
        let fields = try draft {
            $0.fields = [
                FieldQuery(field: "own", vector: [1, 2]), FieldQuery(field: "tags", weight: 3),
                FieldQuery(field: "description", text: "a wolf"),
            ]
        }.fields
        #expect(fields.map(\.index) == [0, 1, 3])
        #expect(fields.map(\.source) == [.text("a wolf"), .text("a fox"), .vector])
        #expect(fields.map(\.weight) == [1, 3, 1])
    }

    @Test func `a field of weight 0 is not searched`() throws {
        let fields = try draft {
            $0.fields = [FieldQuery(field: "tags", weight: 0), FieldQuery(field: "description")]
        }.fields
        #expect(fields.map(\.spec.name) == ["description"])
    }

    @Test func `an item to be like is looked for in all fields by its own vectors, and excluded`() throws {
        var draft = try draft {
            $0.text = ""
            $0.likeId = "7"
            $0.excludeIds = ["8"]
        }
        #expect(draft.likeId == "7")
        #expect(draft.fields.map(\.source) == Array(repeating: .item(id: "7"), count: 4))
        draft.fields[1].vector = [0, 2, 0]
        let plan = try draft.plan()
        #expect(plan.fields.map(\.name) == ["tags"])
        #expect(plan.excludedIds == ["8", "7"])
    }

    @Test func `an item that has none of the searched fields cannot be looked for`() throws {
        let draft = try draft {
            $0.text = ""
            $0.likeId = "7"
        }
        let failure = #expect(throws: CallFailure.self) { try draft.plan() }
        expect(failure, "item_has_no_vectors", "like_id", .failedPrecondition)
    }

    @Test func `each field is calibrated by its own measurement, and those without one as they are`() throws {
        let plan = try draft {
            $0.text = ""
            $0.fields = [FieldQuery(field: "tags", vector: [3, 0, 4]), FieldQuery(field: "own", vector: [3, 4])]
        }.plan(calibrations: [FieldCalibration(mean: 5, best: 6), FieldCalibration(version: 2, mean: 0.25, best: 0.75)])
        #expect(plan.fields.map(\.calibration) == [.affine(mean: 0.25, best: 0.75), .identity])
    }

    @Test(
        arguments: [
            (0.5, 0.5), (0.5, 0.25), (-.infinity, 1), (0, .nan), (-.greatestFiniteMagnitude, .greatestFiniteMagnitude),
        ] as [(Float, Float)])
    func `a measured scale without a length calibrates nothing`(mean: Float, best: Float) {
        #expect(Calibration(FieldCalibration(version: 1, mean: mean, best: best)) == .identity)
    }

    @Test func `tuning is part of the plan`() throws {
        let tuned = try plan { $0.tuning = SearchTuning(nprobe: 7, exact: true, targetRecall: 0.75) }
        #expect(tuned.tuning == ScanTuning(nprobe: 7, isExact: true, targetRecall: 0.75))
        #expect(try plan().tuning == ScanTuning())
    }

    @Test func `a plan is restricted by a filter and by exclusions`() throws {
        #expect(try !plan().isRestricted)
        #expect(try plan { $0.excludeIds = ["7"] }.isRestricted)
        #expect(try plan { $0.filter = Filter(noTags: ["red"]) }.isRestricted)
    }

    @Test func `a vector compared by cosine is brought to unit length, another is left as it is`() throws {
        let plan = try draft {
            $0.fields = [FieldQuery(field: "tags", vector: [3, 0, 4]), FieldQuery(field: "own", vector: [3, 4])]
        }.plan()
        #expect(plan.fields.map(\.vector) == [[0.6, 0, 0.8], [3, 4]])
    }

    @Test func `a vector of an encoder that does not fit is refused`() throws {
        var draft = try draft()
        draft.fields[0].vector = [1, 2]
        let failure = #expect(throws: CallFailure.self) { try draft.plan() }
        expect(failure, "dimension_mismatch", "text", limit: 3, value: 2)
    }

    @Test func `candidates per field are the limit times the oversampling, 4 unless said, 100 at least`() throws {
        #expect(try plan { $0.limit = 1 }.candidatesPerField == 100)
        #expect(try plan { $0.limit = 100 }.candidatesPerField == 400)
        #expect(
            try plan {
                $0.limit = 101
                $0.tuning = SearchTuning(oversampling: 2.5)
            }.candidatesPerField == 253)
    }

    @Test func `scans say how many candidates they take unless the request does`() throws {
        #expect(try plan().followsScans)
        #expect(try plan { $0.tuning = SearchTuning(nprobe: 7) }.followsScans)
        #expect(try !plan { $0.tuning = SearchTuning(oversampling: 4) }.followsScans)
    }

    @Test func `defaults are filled in`() throws {
        let plan = try plan()
        #expect(plan.fusion == .weighted)
        #expect(plan.rrfConstant == 60)
        #expect(!plan.diversity.isMarginal && !plan.diversity.allowsSimilar && plan.diversity.seed == nil)
        #expect(plan.diversity.lambda == 0.7)
        #expect(plan.diversity.variety == 0.1)
        #expect(plan.minCoverage == 1)
    }

    @Test func `the gallery's fusion is used unless the search says another`() throws {
        var spec = SampleSpec.standard
        spec.fusion = .rrf
        var request = SearchRequest(limit: 1, fields: [FieldQuery(field: "own", vector: [1, 2])])
        #expect(try SearchDraft(request, in: spec).plan().fusion == .rrf)
        request.fusion = Fusion(kind: .max)
        #expect(try SearchDraft(request, in: spec).plan().fusion == .max)
    }

    @Test func `what a search says reaches the plan and the shards`() throws {
        let plan = try plan {
            $0.filter = Filter(noTags: ["x"])
            $0.excludeIds = ["8"]
            $0.fusion = Fusion(kind: .rrf, rrfConstant: 10)
            $0.diversity = Diversity(mmr: true, lambda: 0, allowSimilar: true, seed: 0, variety: 1)
            $0.minScore = -3
            $0.minCoverage = 0
            $0.minSequence = 12
            $0.explain = true
            $0.readMask = ReadMask(idOnly: true)
        }
        #expect(plan.rrfConstant == 10)
        #expect(plan.diversity.isMarginal && plan.diversity.allowsSimilar)
        #expect(plan.diversity.lambda == 0)
        #expect(plan.diversity.seed == 0)
        #expect(plan.diversity.variety == 1)
        #expect(plan.minScore == -3)
        #expect(plan.minCoverage == 0)
        #expect(plan.explains)
        #expect(plan.readMask == ReadMask(idOnly: true))
        #expect(
            plan.shardQuery(galleryNumber: 5)
                == ShardQuery(
                    galleryNumber: 5, probes: [FieldProbe(field: 3, vector: [3, 4])], filter: Filter(noTags: ["x"]),
                    excludedIds: ["8"], minSequence: 12))
    }
}
