import Gallery
import Testing
import Vocabulary

/// How similarities become one score.
struct FusionTests {
    private let items = [
        SmallSearch.item("both", [0.5, 0.25]), SmallSearch.item("first", [0.75, nil]),
        SmallSearch.item("second", [nil, 1]),
    ]

    @Test func `weighted fusion is the sum of weight times similarity, a missing field counting 0`() throws {
        let plan = SmallSearch.plan(limit: 3, weights: [1, 2])
        #expect(try SmallSearch.scores(plan, items) == ["both": 1, "first": 0.75, "second": 2])
    }

    @Test func `weights are not renormalised for a missing field`() throws {
        let plan = SmallSearch.plan(limit: 3, weights: [0.5, 0.5])
        #expect(try SmallSearch.scores(plan, items)["second"] == 0.5)
    }

    @Test func `an uncalibrated L2 field that is missing counts as the worst of the candidates`() throws {
        let items = [
            SmallSearch.item("near", [1, 1]), SmallSearch.item("far", [1, 4]), SmallSearch.item("without", [1, nil]),
        ]
        let plan = SmallSearch.plan(limit: 3, weights: [1, 1]) { $0.fields[1].metric = .l2 }
        #expect(try SmallSearch.scores(plan, items) == ["near": 1, "far": -8, "without": -8])
    }

    @Test func `a calibrated L2 field that is missing counts 0`() throws {
        let items = [SmallSearch.item("near", [1, 1]), SmallSearch.item("without", [1, nil])]
        let plan = SmallSearch.plan(limit: 3, weights: [1, 1]) {
            $0.fields[1].metric = .l2
            $0.fields[1].calibration = .affine(mean: -4, best: 0)
        }
        #expect(try SmallSearch.scores(plan, items) == ["near": 2, "without": 1])
    }

    @Test(arguments: [(0.2, 0), (0.25, 0), (0.5, 0.5), (0.75, 1), (1, 1.5), (2, 1.5)] as [(Float, Float)])
    func `calibration brings the mean to 0 and the best to 1, clamped to 0...1.5`(raw: Float, calibrated: Float) {
        #expect(Calibration.affine(mean: 0.25, best: 0.75).apply(raw) == calibrated)
    }

    @Test func `without calibration a similarity is itself, however large`() {
        #expect(Calibration.identity.apply(-7) == -7)
        #expect(Calibration.identity.apply(7) == 7)
    }

    @Test func `reciprocal ranks are summed over the fields that an item has`() throws {
        let plan = SmallSearch.plan(limit: 3, weights: [1, 2]) { $0.fusion = .rrf }
        let scores = try SmallSearch.scores(plan, items)
        #expect(scores["both"] == Float(1) / 62 + Float(2) / 62)
        #expect(scores["first"] == Float(1) / 61)
        #expect(scores["second"] == Float(2) / 61)
    }

    @Test func `a smaller constant makes the first ranks count more`() throws {
        let plan = SmallSearch.plan(limit: 3, weights: [1, 2]) {
            $0.fusion = .rrf
            $0.rrfConstant = 1
        }
        #expect(try SmallSearch.scores(plan, items)["first"] == 0.5)
    }

    @Test func `equal similarities have different ranks, by hash and id`() throws {
        let equal = [SmallSearch.item("a", [1]), SmallSearch.item("b", [1]), SmallSearch.item("c", [1])]
        let plan = SmallSearch.plan(limit: 3) { $0.fusion = .rrf }
        let scores = try SmallSearch.scores(plan, equal)
        #expect(Set(scores.values) == [Float(1) / 61, Float(1) / 62, Float(1) / 63])
        let order = equal.sorted { ($0.idHash, $0.id) < ($1.idHash, $1.id) }.map(\.id)
        #expect(try SmallSearch.ids(plan, equal) == order)
    }

    @Test func `max fusion takes the largest weighted similarity of the fields there are`() throws {
        let plan = SmallSearch.plan(limit: 3, weights: [1, 2]) { $0.fusion = .max }
        #expect(try SmallSearch.scores(plan, items) == ["both": 0.5, "first": 0.75, "second": 2])
        let negative = [SmallSearch.item("only", [nil, -1])]
        #expect(try SmallSearch.scores(plan, negative) == ["only": -2])
    }

    @Test func `items below the lowest score are not answered, those at it are`() throws {
        let plan = SmallSearch.plan(limit: 3, weights: [1, 2]) { $0.minScore = 1 }
        #expect(try SmallSearch.ids(plan, items) == ["second", "both"])
    }

    @Test func `equal scores go by hash, equal hashes by id`() throws {
        let all = (0..<200).map { SmallSearch.item("\($0)", [1]) }
        let expected = all.sorted { ($0.idHash, $0.id) < ($1.idHash, $1.id) }.map(\.id)
        #expect(Set(all.map(\.idHash)).count < all.count, "some hashes are equal")
        #expect(try SmallSearch.ids(SmallSearch.plan(limit: 100), all) == Array(expected.prefix(100)))
    }

    @Test func `both zeros are one score`() throws {
        // A product of nothing is 0, a negated distance of nothing is -0.
        let items = (0..<8).map { SmallSearch.item("\($0)", $0 % 2 == 0 ? [0, nil] : [nil, 1]) }
        let expected = items.sorted { ($0.idHash, $0.id) < ($1.idHash, $1.id) }.map(\.id)
        let plan = SmallSearch.plan(limit: 8, weights: [1, 1]) {
            $0.fusion = .max
            $0.fields[1].metric = .l2
        }
        #expect(try SmallSearch.ids(plan, items) == expected)
    }

    @Test func `an explained item tells similarity, rank and contribution of each field`() throws {
        let plan = SmallSearch.plan(limit: 3, weights: [1, 2]) { $0.explains = true }
        let outcome = try SmallSearch.outcome(plan, items)
        #expect(
            outcome.items.map(\.fields) == [
                [
                    FieldScore(field: "f0", similarity: nil, rank: 0, contribution: 0),
                    FieldScore(field: "f1", similarity: 1, rank: 1, contribution: 2),
                ],
                [
                    FieldScore(field: "f0", similarity: 0.5, rank: 2, contribution: 0.5),
                    FieldScore(field: "f1", similarity: 0.25, rank: 2, contribution: 0.5),
                ],
                [
                    FieldScore(field: "f0", similarity: 0.75, rank: 1, contribution: 0.75),
                    FieldScore(field: "f1", similarity: nil, rank: 0, contribution: 0),
                ],
            ])
    }

    @Test func `the explanation tells what was done`() throws {
        let plan = SmallSearch.plan(limit: 3, weights: [1, 2]) {
            $0.explains = true
            $0.excludedIds = ["second"]
        }
        let explanation = try SmallSearch.outcome(plan, items).explanation(of: plan)
        #expect(
            explanation
                == Explanation(
                    candidatesPerField: 100, unionCount: 2, roundCount: 1, allowedCount: 2, fusion: .weighted,
                    weights: [FieldWeight(field: "f0", weight: 1), FieldWeight(field: "f1", weight: 2)],
                    fields: ["f0", "f1"].map { FieldExplanation(field: $0, exact: true, plannedCount: 2) }))
    }
}
