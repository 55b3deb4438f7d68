import Ground
import Indexing
import Kernels
import Quantization
import Testing
import TrialGround
import Vocabulary

/// Search by codes, held to `CodeOracle`.
struct CodeSearchTests {
    /// A shape of vectors and codes.
    struct Shape: CustomTestStringConvertible {
        let metric: Metric
        let dimension: Int
        let partCount: Int
        let listCount: Int
        var spillWeight: Float = 0
        var codeBits = 8
        var testDescription: String {
            "\(metric) \(dimension) in \(partCount) of \(codeBits) bits, \(listCount) lists, spill \(spillWeight)"
        }

        var layout: FieldLayout { FieldLayout(dimension: dimension, metric: metric) }
        var plan: TrainingPlan {
            TrainingPlan(
                listCount: listCount, partCount: partCount, codeBits: codeBits, coarseIterationCount: 2,
                partIterationCount: 2, seed: 7, spillWeight: spillWeight)
        }

        static let all = Metric.allCases.flatMap { metric in
            [(5, 1, 3, 8), (20, 8, 7, 8), (100, 48, 4, 8), (5, 2, 3, 4), (20, 16, 7, 4), (100, 96, 4, 4)].map {
                dimension, partCount, listCount, codeBits in
                Shape(
                    metric: metric, dimension: dimension, partCount: partCount, listCount: listCount,
                    codeBits: codeBits)
            }
        }

        static let spilled = Metric.allCases.flatMap { metric in
            [(5, 1, 3), (20, 8, 7), (36, 6, 12)].map { dimension, partCount, listCount in
                Shape(
                    metric: metric, dimension: dimension, partCount: partCount, listCount: listCount, spillWeight: 1.5)
            }
        }
    }

    /// Compares a search of `segment` with the oracle.
    private func check(
        _ model: CodedModel, _ segment: CodedModel.Segment, field: Int = 0, query: [Float], lists: [UInt32],
        count: Int, filter: OrdinalFilter? = nil, allowedItems: (Int) -> Bool = { _ in true },
        scratch: inout SearchScratch, _ comment: Comment
    ) throws {
        let view = segment.segment.publish()
        let found = try view.nearest(
            field: field, query: PreparedQuery(query, layout: model.layouts[field]), lists: lists,
            allowed: filter.flatMap { try view.compile($0) }, count: count, scratch: &scratch)
        let expected = model.nearest(field, query, lists: lists, count: count, isAllowed: allowedItems)
        #expect(segment.items(found.neighbors) == expected.map(\.item), comment)
        #expect(found.neighbors.map(\.score.bitPattern) == expected.map(\.score.bitPattern), comment)
        #expect(found.neighbors.map(\.tie) == expected.map { model.items[$0.item].idHash }, comment)
        let allInLists = model.nearest(
            field, query, lists: lists, count: model.items.count, isAllowed: allowedItems)
        if filter == nil {
            #expect(found.matchedCount == found.plannedCount, comment)
        } else if view.codebook(field: field)?.isSpilled == false {
            #expect(found.matchedCount == allInLists.count, comment)
        } else {
            #expect((allInLists.count...2 * allInLists.count).contains(found.matchedCount), comment)
        }
    }

    @Test(arguments: Shape.all + Shape.spilled)
    func `a search by codes answers what the definition answers, wherever rows lie`(shape: Shape) throws {
        var model = try CodedModel(layouts: [shape.layout], plans: [shape.plan], seed: UInt64(shape.dimension))
        // Long vectors are dear to the oracle.
        let itemCount = shape.dimension > 50 ? 280 : 500
        try model.append(itemCount)
        for _ in 0..<40 { model.items[Int.random(in: 0..<itemCount, using: &model.random)].isLive = false }
        let splits = [0, itemCount, Int.random(in: 1..<itemCount, using: &model.random)]
        var scratch = SearchScratch()
        for sealedCount in splits {
            let sealed = sealedCount == 0 ? nil : try model.seal(sealedCount)
            for set in InstructionSet.allCases.filter(\.isSupported) {
                let segment = try model.segment(sealed, kernels: KernelSet(set))
                for count in [1, 10, 1_000] {
                    let query = CodedModel.vector(shape.layout, &model.random)
                    let probeCount = Int.random(in: 1...shape.listCount, using: &model.random)
                    let lists = model.codebooks[0]!.lists(nearestTo: query, count: probeCount, kernels: .best)
                    try check(
                        model, segment, query: query, lists: lists, count: count, scratch: &scratch,
                        "\(sealedCount) sealed, \(set), \(count) of \(lists)")
                }
            }
        }
    }

    @Test(arguments: Metric.allCases, [VectorTransform.pca, .opq])
    func `a search through a matrix answers what the definition answers`(
        metric: Metric, transform: VectorTransform
    ) throws {
        let layout = FieldLayout(dimension: 20, metric: metric)
        let plan = TrainingPlan(
            listCount: 3, partCount: 4, transform: transform, reducedDimension: 14, coarseIterationCount: 2,
            partIterationCount: 2)
        var model = try CodedModel(layouts: [layout], plans: [plan], seed: 13)
        try model.append(250)
        let segment = try model.segment(sealedCount: 150)
        var scratch = SearchScratch()
        for count in [5, 60] {
            try check(
                model, segment, query: CodedModel.vector(layout, &model.random), lists: [2, 0], count: count,
                scratch: &scratch, "\(count) neighbors")
        }
    }

    @Test(arguments: Metric.allCases, [0, 1.5] as [Float])
    func `filters, exclusions and deleted rows are honoured in files and in memory`(
        metric: Metric, spillWeight: Float
    ) throws {
        let seed = spillWeight == 0 ? 1 : 2 as UInt64
        let shape = Shape(metric: metric, dimension: 12, partCount: 3, listCount: 5, spillWeight: spillWeight)
        var model = try CodedModel(layouts: [shape.layout], plans: [shape.plan], seed: seed)
        try model.append(900)
        for item in 0..<900 where item % 9 == 0 { model.items[item].isLive = false }
        let deadAfter = (0..<900).filter { $0 % 7 == 0 }
        let segment = try model.segment(sealedCount: 500, deadAfter: deadAfter)
        for item in deadAfter { model.items[item].isLive = false }
        let names = segment.sealed!.rows.tagNames
        var scratch = SearchScratch()
        for round in 0..<10 {
            let tags = Set(
                (0..<2).map { _ in UInt32.random(in: 0..<UInt32(CodedModel.tagCount), using: &model.random) })
            let excluded = (0..<50).map { _ in model.items.randomElement(using: &model.random)!.idHash }
            let numbers = tags.compactMap { tag in names.firstIndex(of: CodedModel.tagName(tag)).map { UInt32($0) } }
            var filter = OrdinalFilter(excludedIdHashes: excluded)
            if round % 3 != 0 { filter.anyTags = [numbers] }
            if round % 3 == 2 { (filter.anyTags, filter.noneTags) = ([], numbers) }
            let items = model.items
            func isAllowed(_ item: Int) -> Bool {
                if excluded.contains(items[item].idHash) { return false }
                if round % 3 == 1, tags.isDisjoint(with: items[item].tags) { return false }
                return round % 3 != 2 || tags.isDisjoint(with: items[item].tags)
            }
            try check(
                model, segment, query: CodedModel.vector(shape.layout, &model.random), lists: [4, 0, 2], count: 60,
                filter: filter, allowedItems: isAllowed, scratch: &scratch, "round \(round), \(filter)")
        }
        try check(
            model, segment, query: CodedModel.vector(shape.layout, &model.random), lists: [0, 1, 2, 3, 4], count: 900,
            scratch: &scratch, "no filter")
    }

    @Test(arguments: Metric.allCases)
    func `a list of many blocks is scanned whole, and what bytes prune would not have entered`(metric: Metric) throws {
        let shape = Shape(metric: metric, dimension: 16, partCount: 4, listCount: 1)
        var model = try CodedModel(layouts: [shape.layout], plans: [shape.plan], seed: 3)
        try model.append(2_300, copyRate: 8)
        let segment = try model.segment(sealedCount: 2_300)
        let view = segment.segment.publish()
        var scratch = SearchScratch()
        for _ in 0..<20 {
            let query = CodedModel.vector(shape.layout, &model.random)
            let prepared = try PreparedQuery(query, layout: shape.layout)
            // Nothing is pruned while there is room for all.
            let all = try view.nearest(field: 0, query: prepared, lists: [0], count: 2_300, scratch: &scratch)
            for count in [1, 7, 50, 400] {
                let some = try view.nearest(field: 0, query: prepared, lists: [0], count: count, scratch: &scratch)
                #expect(some.neighbors == Array(all.neighbors.prefix(count)))
            }
        }
        try check(
            model, segment, query: CodedModel.vector(shape.layout, &model.random), lists: [0], count: 30,
            scratch: &scratch, "one list")
    }

    @Test
    func `several fields, one of them exact and one missing from most items, are searched each by its own`() throws {
        let shapes = [
            Shape(metric: .cosine, dimension: 9, partCount: 3, listCount: 4),
            Shape(metric: .l2, dimension: 6, partCount: 2, listCount: 3),
            Shape(metric: .innerProduct, dimension: 4, partCount: 4, listCount: 2),
        ]
        var model = try CodedModel(
            layouts: shapes.map(\.layout), plans: [shapes[0].plan, nil, shapes[2].plan], seed: 5)
        try model.append(400)
        for item in 0..<400 where item % 40 != 0 {
            model.items[item].vectors[2] = nil
            model.items[item].codes[2] = []
        }
        var scratch = SearchScratch()
        for sealedCount in [0, 250, 400] {
            let segment = try model.segment(sealedCount: sealedCount)
            let view = segment.segment.publish()
            #expect(view.codebook(field: 1) == nil && view.codebook(field: 0) === model.codebooks[0])
            for field in [0, 2] {
                let lists = Array(0..<UInt32(shapes[field].listCount))
                try check(
                    model, segment, field: field, query: CodedModel.vector(shapes[field].layout, &model.random),
                    lists: lists, count: 25, scratch: &scratch, "\(sealedCount), field \(field)")
                let query = try PreparedQuery(
                    CodedModel.vector(shapes[field].layout, &model.random), layout: shapes[field].layout)
                let answer = try view.nearest(field: field, query: query, lists: lists, count: 1, scratch: &scratch)
                #expect(answer.plannedCount == model.items.count { $0.vectors[field] != nil })
            }
        }
    }

    @Test(arguments: Metric.allCases)
    func `an item in two lists is planned for each and answered once, wherever it lies`(metric: Metric) throws {
        let shape = Shape(metric: metric, dimension: 10, partCount: 5, listCount: 6, spillWeight: 1.5)
        var model = try CodedModel(layouts: [shape.layout], plans: [shape.plan], seed: 21)
        try model.append(700)
        let codes = model.items.map { $0.codes[0] }
        #expect(codes.count { $0.count == 2 } > 400)
        let query = try PreparedQuery(CodedModel.vector(shape.layout, &model.random), layout: shape.layout)
        var scratch = SearchScratch()
        for lists in [[2], [4, 1], [0, 1, 2, 3, 4, 5]] as [[UInt32]] {
            let planned = codes.reduce(0) { $0 + $1.count { lists.contains(UInt32($0.list)) } }
            let items = codes.count { $0.contains { lists.contains(UInt32($0.list)) } }
            for sealedCount in [0, 300, 700] {
                let view = try model.segment(sealedCount: sealedCount).segment.publish()
                let answer = try view.nearest(field: 0, query: query, lists: lists, count: 700, scratch: &scratch)
                #expect(answer.plannedCount == planned)
                #expect(answer.neighbors.count == items)
                #expect(Set(answer.neighbors.map(\.ordinal)).count == items)
            }
        }
    }

    @Test(arguments: [0, 1.5] as [Float])
    func `codes made before a write are those made by it, and those of another codebook are made anew`(
        spillWeight: Float
    ) throws {
        let shape = Shape(metric: .l2, dimension: 10, partCount: 3, listCount: 4, spillWeight: spillWeight)
        var model = try CodedModel(layouts: [shape.layout], plans: [shape.plan], seed: 6)
        try model.append(200)
        let query = CodedModel.vector(shape.layout, &model.random)
        let prepared = try PreparedQuery(query, layout: shape.layout)
        let other = try CodedModel(layouts: [shape.layout], plans: [shape.plan], seed: 60)
        #expect(other.codebooks[0]!.hash != model.codebooks[0]!.hash)
        let vectors = model.items.map(\.vectors)
        var scratch = SearchScratch()
        var answers: [ProbeAnswer] = []
        for codebooks in [model.codebooks, other.codebooks, [nil]] {
            let codes = EncodedVectors(vectors, codebooks: codebooks, kernels: .best)
            let segment = GrowingSegment(
                layouts: model.layouts, kernels: .best, sealed: nil, codes: [], codebooks: model.codebooks)
            for (place, item) in model.items.enumerated() {
                _ = try segment.append(idHash: item.idHash, vectors: item.vectors, codes: codes, item: place)
            }
            answers.append(
                try segment.publish().nearest(
                    field: 0, query: prepared, lists: [0, 1, 2, 3], count: 200, scratch: &scratch))
        }
        #expect(answers[0] == answers[1] && answers[0] == answers[2])
        let expected = model.nearest(0, query, lists: [0, 1, 2, 3], count: 200) { _ in true }
        #expect(answers[0].neighbors.map(\.score) == expected.map(\.score))
    }

    @Test
    func `a list that is named twice is scanned once, and no list and no room answer nothing`() throws {
        let shape = Shape(metric: .cosine, dimension: 8, partCount: 2, listCount: 3)
        var model = try CodedModel(layouts: [shape.layout], plans: [shape.plan], seed: 8)
        try model.append(300)
        let view = try model.segment(sealedCount: 150).segment.publish()
        let query = try PreparedQuery(CodedModel.vector(shape.layout, &model.random), layout: shape.layout)
        var scratch = SearchScratch()
        func search(_ lists: [UInt32], _ count: Int) throws -> ProbeAnswer {
            try view.nearest(field: 0, query: query, lists: lists, count: count, scratch: &scratch)
        }
        #expect(try search([1, 1, 2, 1], 300) == search([1, 2], 300))
        #expect(try search([], 10) == ProbeAnswer(neighbors: [], plannedCount: 0, matchedCount: 0))
        #expect(try search([0, 1, 2], 0).neighbors.isEmpty)
    }

    @Test(arguments: [0, 300])
    func `a search by codes that is cancelled throws`(sealedCount: Int) throws {
        let shape = Shape(metric: .cosine, dimension: 8, partCount: 2, listCount: 3)
        var model = try CodedModel(layouts: [shape.layout], plans: [shape.plan], seed: 9)
        try model.append(300)
        let view = try model.segment(sealedCount: sealedCount).segment.publish()
        let query = try PreparedQuery(CodedModel.vector(shape.layout, &model.random), layout: shape.layout)
        var scratch = SearchScratch()
        #expect(throws: IndexingError.cancelled) {
            try view.nearest(field: 0, query: query, lists: [0, 1], count: 5, scratch: &scratch) { true }
        }
        #expect(
            try !view.nearest(field: 0, query: query, lists: [0, 1], count: 5, scratch: &scratch).neighbors.isEmpty)
    }
}
