import Ground
import Indexing
import Kernels
import Quantization
import Testing
import TrialGround
import Vocabulary

/// Searches by codes that are run together, held to the same searches one by one.
struct BatchSearchTests {
    /// A random search of `segment`; two may be equal.
    private static func probe(
        _ model: inout CodedModel, _ view: SegmentView, field: Int = 0, isCancelled: Bool = false
    ) throws -> CodeProbe {
        let layout = model.layouts[field]
        let query = CodedModel.vector(layout, &model.random)
        let codebook = model.codebooks[field]!
        let probed = Int.random(in: 0...codebook.listCount, using: &model.random)
        var filter = OrdinalFilter()
        if Int.random(in: 0..<3, using: &model.random) == 0 {
            filter.anyTags = [[UInt32.random(in: 0..<UInt32(CodedModel.tagCount), using: &model.random)]]
        }
        return CodeProbe(
            view: view, field: field, query: try PreparedQuery(query, layout: layout),
            lists: codebook.lists(nearestTo: query, count: probed, kernels: .best), allowed: try view.compile(filter),
            count: [0, 1, 10, 70, 900].randomElement(using: &model.random)!, memory: PooledScratch(),
            isCancelled: { isCancelled })
    }

    private static func alone(_ probe: CodeProbe) throws -> ProbeAnswer {
        var scratch = SearchScratch()
        return try probe.view.nearest(
            field: probe.field, query: probe.query, lists: probe.lists, allowed: probe.allowed, count: probe.count,
            scratch: &scratch)
    }

    @Test(arguments: Metric.allCases, [1, 2, 3] as [UInt64])
    func `searches that are run together find what each finds alone, wherever rows lie`(
        metric: Metric, seed: UInt64
    ) throws {
        let layout = FieldLayout(dimension: 12, metric: metric)
        let plan = TrainingPlan(listCount: 6, partCount: 4, coarseIterationCount: 2, partIterationCount: 2)
        var model = try CodedModel(layouts: [layout], plans: [plan], seed: seed)
        try model.append(1_500)
        for _ in 0..<100 { model.items[Int.random(in: 0..<1_500, using: &model.random)].isLive = false }
        for sealedCount in [0, 1_500, 1_100] {
            let sealed = sealedCount == 0 ? nil : try model.seal(sealedCount)
            for set in InstructionSet.allCases.filter(\.isSupported) {
                let view = try model.segment(sealed, kernels: KernelSet(set)).segment.publish()
                for count in [1, 2, 9, 30] {
                    let probes = try (0..<count).map { _ in try Self.probe(&model, view) }
                    let found = try SegmentView.nearest(probes).map { try $0.get() }
                    let expected = try probes.map(Self.alone)
                    #expect(found == expected, "\(count) searches, \(sealedCount) sealed, \(set)")
                }
            }
        }
    }

    @Test
    func `fields and views are mixed at will`() throws {
        let layouts = [FieldLayout(dimension: 9, metric: .cosine), FieldLayout(dimension: 6, metric: .l2)]
        let plans = [3, 2].map {
            TrainingPlan(listCount: 4, partCount: $0, coarseIterationCount: 2, partIterationCount: 2)
        }
        var model = try CodedModel(layouts: layouts, plans: plans, seed: 11)
        try model.append(600)
        let sealed = try model.seal(400)
        let early = try model.segment(sealed).segment.publish()
        try model.append(200)
        let late = try model.segment(sealed).segment.publish()
        for _ in 0..<5 {
            let probes = try (0..<20).map { number in
                try Self.probe(&model, number % 3 == 0 ? early : late, field: number % 2)
            }
            let found = try SegmentView.nearest(probes).map { try $0.get() }
            #expect(try found == probes.map(Self.alone))
        }
        #expect(SegmentView.nearest([]).isEmpty)
    }

    @Test(arguments: [0, 500])
    func `one that is cancelled stops no other`(sealedCount: Int) throws {
        let plan = TrainingPlan(listCount: 3, partCount: 2, coarseIterationCount: 2, partIterationCount: 2)
        var model = try CodedModel(layouts: [FieldLayout(dimension: 8, metric: .cosine)], plans: [plan], seed: 12)
        try model.append(500)
        let view = try model.segment(sealedCount: sealedCount).segment.publish()
        let probes = try (0..<12).map { number in
            var probe = try Self.probe(&model, view, isCancelled: number % 3 == 0)
            if probe.lists.isEmpty {
                probe = CodeProbe(
                    view: view, field: 0, query: probe.query, lists: [1], count: 3, memory: PooledScratch(),
                    isCancelled: probe.isCancelled)
            }
            return probe
        }
        for (number, found) in SegmentView.nearest(probes).enumerated() {
            if number % 3 == 0 {
                #expect(throws: IndexingError.cancelled) { try found.get() }
            } else {
                #expect(try found.get() == Self.alone(probes[number]))
            }
        }
    }
}
