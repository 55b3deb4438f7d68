import Indexing
import Kernels
import Testing
import Vocabulary

struct SegmentTests {
    static let layout = FieldLayout(dimension: 3, metric: .cosine)

    @Test(arguments: [1, 2, 3] as [UInt64])
    func `a view tells of each item what was appended`(seed: UInt64) throws {
        var model = Model(layouts: SearchTests.layouts, seed: seed)
        for _ in 0..<300 { try model.append() }
        model.deleteSome(50)
        let view = model.segment.publish()
        #expect(view.count == 300)
        #expect(view.liveCount == model.items.count(where: \.isLive))
        for field in model.layouts.indices {
            #expect(view.liveCount(field: field) == model.items.count { $0.isLive && $0.vectors[field] != nil })
        }
        for (ordinal, item) in model.items.enumerated() {
            let ordinal = UInt32(ordinal)
            #expect(view.idHash(ordinal) == item.idHash)
            #expect(view.tags(ordinal) == item.tags.sorted())
            #expect(view.similar(ordinal) == item.similar)
            #expect(view.isLive(ordinal) == item.isLive)
            for (field, halves) in item.vectors.enumerated() {
                #expect(view.hasVector(field: field, ordinal) == (halves != nil))
                #expect(view.vector(field: field, ordinal) == halves.map { KernelSet.best.floats($0) })
            }
        }
    }

    @Test(arguments: [1, 2, 3] as [UInt64])
    func `a compiled filter holds exactly the living items it allows`(seed: UInt64) throws {
        var model = Model(layouts: [Self.layout], seed: seed)
        for _ in 0..<5_000 { try model.append() }
        model.deleteSome(1_000)
        let view = model.segment.publish()
        for _ in 0..<30 {
            let filter = model.filter()
            let expected = model.items.indices.filter { model.isAllowed(model.items[$0], filter) }.map { UInt32($0) }
            if let compiled = try view.compile(filter) {
                #expect(Array(compiled) == expected, "\(filter)")
            } else {
                #expect(filter.isEmpty)
            }
        }
    }

    @Test
    func `a clause without tags allows nothing`() throws {
        var model = Model(layouts: [Self.layout], seed: 4)
        for _ in 0..<10 { try model.append() }
        #expect(try model.segment.publish().compile(OrdinalFilter(anyTags: [[]]))?.isEmpty == true)
    }

    @Test
    func `a view never changes`() throws {
        var model = Model(layouts: SearchTests.layouts, seed: 8)
        var scratch = SearchScratch()
        let query = try PreparedQuery([1, 0, 1, 0, 1], layout: SearchTests.layouts[0])
        var kept: [(view: SegmentView, answer: [Neighbor], live: Int, filtered: [UInt32])] = []
        let filter = OrdinalFilter(anyTags: [[1, 2, 3, 4, 5]])
        for _ in 0..<12 {
            for _ in 0..<500 { try model.append() }
            model.deleteSome(200)
            let view = model.segment.publish()
            let answer = try view.nearest(field: 0, query: query, count: 40, scratch: &scratch)
            kept.append((view, answer, view.liveCount, try Array(view.compile(filter)!)))
        }
        for (view, answer, live, filtered) in kept {
            #expect(try view.nearest(field: 0, query: query, count: 40, scratch: &scratch) == answer)
            #expect(view.liveCount == live)
            #expect(try Array(view.compile(filter)!) == filtered)
        }
    }

    @Test
    func `an id that changes many times is found at its newest row by every view`() throws {
        let segment = GrowingSegment(layouts: [Self.layout])
        var views: [(SegmentView, UInt32?)] = []
        var newest: UInt32?
        for round in 0..<5_000 {
            let ordinal = try segment.append(idHash: 42, vectors: [nil])
            if let newest { segment.delete(newest) }
            newest = ordinal
            _ = try segment.append(idHash: UInt64(round) << 20, vectors: [nil])
            if round % 500 == 0 { views.append((segment.publish(), newest)) }
        }
        segment.delete(newest!)
        views.append((segment.publish(), nil))
        for (view, expected) in views { #expect(view.ordinals(ofIdHash: 42) == (expected.map { [$0] } ?? [])) }
    }

    @Test
    func `items whose ids have one hash are all found, the newest first`() throws {
        let segment = GrowingSegment(layouts: [Self.layout])
        for _ in 0..<1_500 { _ = try segment.append(idHash: 7, vectors: [nil]) }
        #expect(segment.publish().ordinals(ofIdHash: 7) == (0..<1_500).reversed())
    }

    @Test
    func `deleting twice says so and counts once`() throws {
        let segment = GrowingSegment(layouts: [Self.layout])
        let ordinal = try segment.append(idHash: 1, vectors: [Self.layout.encode([1, 2, 3])])
        #expect(segment.delete(ordinal))
        #expect(!segment.delete(ordinal))
        let view = segment.publish()
        #expect(view.liveCount == 0 && view.liveCount(field: 0) == 0)
    }

    @Test
    func `a refused item leaves no trace`() throws {
        let segment = GrowingSegment(layouts: [Self.layout, Self.layout])
        let good = try Self.layout.encode([1, 2, 3])
        #expect(throws: IndexingError.fieldCountMismatch(expected: 2, found: 1)) {
            try segment.append(idHash: 1, vectors: [good])
        }
        #expect(throws: IndexingError.dimensionMismatch(expected: 3, found: 2)) {
            try segment.append(idHash: 1, vectors: [good, [0, 0]])
        }
        for bad in [0x7c00, 0xfc00, 0x7e00] as [UInt16] {
            #expect(throws: IndexingError.componentNotFinite(index: 2)) {
                try segment.append(idHash: 1, vectors: [good, [0, 0, bad]])
            }
        }
        let view = segment.publish()
        #expect(view.count == 0 && view.ordinals(ofIdHash: 1).isEmpty && view.liveCount(field: 0) == 0)
    }

    @Test
    func `the similarity of a pair is its cosine, whatever the metric`() throws {
        for metric in Metric.allCases {
            let layout = FieldLayout(dimension: 2, metric: metric)
            let segment = GrowingSegment(layouts: [layout])
            for vector in [[2, 0], [0, 3], [-4, 0], [1, 1]] as [[Float]] {
                _ = try segment.append(idHash: 1, vectors: [layout.encode(vector)])
            }
            _ = try segment.append(idHash: 1, vectors: [nil])
            let view = segment.publish()
            #expect(view.pairSimilarity(field: 0, 0, 0) == 1)
            #expect(view.pairSimilarity(field: 0, 0, 1) == 0)
            #expect(view.pairSimilarity(field: 0, 0, 2) == -1)
            #expect(abs(view.pairSimilarity(field: 0, 0, 3)! - Float(0.5).squareRoot()) < 1e-3)
            #expect(view.pairSimilarity(field: 0, 0, 4) == nil)
        }
    }

    @Test
    func `the similarity of a pair with a vector of no length is zero`() throws {
        let layout = FieldLayout(dimension: 2, metric: .l2)
        let segment = GrowingSegment(layouts: [layout])
        _ = try segment.append(idHash: 1, vectors: [layout.encode([0, 0])])
        #expect(segment.publish().pairSimilarity(field: 0, 0, 0) == 0)
    }
}
