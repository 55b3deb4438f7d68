import Indexing
import Kernels
import Testing
import TrialGround
import Vocabulary

struct SearchTests {
    static let layouts = [
        FieldLayout(dimension: 5, metric: .cosine), FieldLayout(dimension: 33, metric: .l2),
        FieldLayout(dimension: 8, metric: .innerProduct),
    ]

    @Test(arguments: [1, 2, 3, 4] as [UInt64], [0, 1, 100, 700])
    func `a scan answers what sorting everything answers`(seed: UInt64, itemCount: Int) throws {
        var model = Model(layouts: Self.layouts, seed: seed)
        for _ in 0..<itemCount { try model.append() }
        if itemCount > 0 { model.deleteSome(itemCount / 4) }
        let view = model.segment.publish()
        var scratch = SearchScratch()
        for round in 0..<12 {
            let filter = round == 0 || itemCount == 0 ? OrdinalFilter() : model.filter()
            let allowed = try view.compile(filter)
            for (field, layout) in Self.layouts.enumerated() {
                let query = model.vector(layout)
                let prepared = try PreparedQuery(query, layout: layout)
                let count = [0, 1, 10, 1_000][round % 4]
                let found = try view.nearest(
                    field: field, query: prepared, allowed: allowed, count: count, scratch: &scratch)
                #expect(
                    found == model.nearest(field, query, filter, count), "round \(round), field \(field), \(filter)")
            }
        }
    }

    @Test(arguments: [5, 6] as [UInt64])
    func `a scan over several chunks answers what sorting everything answers`(seed: UInt64) throws {
        var model = Model(layouts: [FieldLayout(dimension: 4, metric: .l2)], seed: seed)
        for _ in 0..<9_000 { try model.append() }
        model.deleteSome(3_000)
        let view = model.segment.publish()
        var scratch = SearchScratch()
        for round in 0..<6 {
            let filter = round == 0 ? OrdinalFilter() : model.filter()
            let query = model.vector(model.layouts[0])
            let prepared = try PreparedQuery(query, layout: model.layouts[0])
            let found = try view.nearest(
                field: 0, query: prepared, allowed: try view.compile(filter), count: 150, scratch: &scratch)
            #expect(found == model.nearest(0, query, filter, 150), "round \(round), \(filter)")
        }
    }

    @Test(arguments: [1, 2, 3] as [UInt64])
    func `the similarity of chosen items is the score of a scan`(seed: UInt64) throws {
        var model = Model(layouts: Self.layouts, seed: seed)
        for _ in 0..<600 { try model.append() }
        let view = model.segment.publish()
        var scratch = SearchScratch()
        for (field, layout) in Self.layouts.enumerated() {
            let query = model.vector(layout)
            let ordinals = (0..<1_300).map { _ in UInt32.random(in: 0..<600, using: &model.random) }
            let found = view.similarities(
                field: field, query: try PreparedQuery(query, layout: layout), ordinals: ordinals, scratch: &scratch)
            #expect(found == ordinals.map { model.score(model.items[Int($0)], field, query) })
        }
    }

    @Test
    func `a scan that is cancelled throws`() throws {
        var model = Model(layouts: [FieldLayout(dimension: 4, metric: .l2)], seed: 1)
        for _ in 0..<1_000 { try model.append() }
        let view = model.segment.publish()
        var scratch = SearchScratch()
        let query = try PreparedQuery([1, 2, 3, 4], layout: model.layouts[0])
        var questionCount = 0
        #expect(throws: IndexingError.cancelled) {
            try view.nearest(field: 0, query: query, count: 5, scratch: &scratch) {
                questionCount += 1
                return questionCount == 2
            }
        }
        #expect(questionCount == 2)
    }

    @Test
    func `a score that is not a number is never answered`() throws {
        let layout = FieldLayout(dimension: 16, metric: .innerProduct)
        let segment = GrowingSegment(layouts: [layout])
        var row = [Float](repeating: 0, count: 16)
        (row[0], row[8]) = (2, 2)
        _ = try segment.append(idHash: 1, vectors: [layout.encode(row)])
        var query = [Float](repeating: 0, count: 16)
        (query[0], query[8]) = (.greatestFiniteMagnitude, -.greatestFiniteMagnitude)
        var scratch = SearchScratch()
        let found = try segment.publish().nearest(
            field: 0, query: PreparedQuery(query, layout: layout), count: 5, scratch: &scratch)
        #expect(found.isEmpty)
    }

    @Test(arguments: InstructionSet.allCases.filter(\.isSupported))
    func `every instruction set finds the same neighbors with the same bits`(set: InstructionSet) throws {
        let layout = FieldLayout(dimension: 37, metric: .cosine)
        var random = SeededRandom(seed: 9)
        let segments = [
            GrowingSegment(layouts: [layout], kernels: try KernelSet(set)),
            GrowingSegment(layouts: [layout], kernels: try KernelSet(.scalar)),
        ]
        for idHash in 0..<500 as Range<UInt64> {
            let vector = (0..<37).map { _ in Float.random(in: -1...1, using: &random) }
            for segment in segments { _ = try segment.append(idHash: idHash, vectors: [layout.encode(vector)]) }
        }
        let query = try PreparedQuery((0..<37).map { Float($0) - 18 }, layout: layout)
        var scratch = SearchScratch()
        let answers = try segments.map {
            try $0.publish().nearest(field: 0, query: query, count: 50, scratch: &scratch)
        }
        #expect(answers[0] == answers[1])
    }
}
