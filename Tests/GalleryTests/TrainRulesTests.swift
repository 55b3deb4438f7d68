import Gallery
import Testing
import Vocabulary

/// What a training may be asked for.
struct TrainRulesTests {
    private let spec = GallerySpec(
        name: "drawings",
        fields: [
            FieldSpec(name: "small", dimension: 4, metric: .l2), FieldSpec(name: "large", dimension: 16),
        ], exactBelow: 100)

    private func failure(_ change: (inout TrainRequest) -> Void) -> CallFailure? {
        var request = TrainRequest(gallery: "drawings")
        change(&request)
        return #expect(throws: CallFailure.self) {
            try GalleryRules.check(request, of: spec, itemCounts: [90, 1_000])
        }
    }

    private func check(_ change: (inout TrainRequest) -> Void) throws {
        var request = TrainRequest(gallery: "drawings")
        change(&request)
        try GalleryRules.check(request, of: spec, itemCounts: [90, 1_000])
    }

    @Test func `a request that says nothing is right`() throws {
        try check { _ in }
    }

    @Test func `the largest that is allowed is right`() throws {
        try check {
            $0.fields = ["large"]
            $0.listCount = 1_000
            $0.partCount = 16
            $0.transform = .pca
            $0.reducedDimension = 16
            $0.sampleCount = 1_000
            $0.coarseIterationCount = 1_000
            $0.partIterationCount = 1_000
            $0.nprobe = 1_000
            $0.queries = [QueryVectors(field: "large", values: [Float](repeating: 1, count: 160_000))]
            $0.threadCount = 1_024
        }
    }

    @Test func `candidates are compared with f16 or sq8, and with nothing else`() throws {
        try check { $0.rerank = .sq8 }
        let found = failure { $0.rerank = .f32 }
        #expect(found?.status == .unimplemented && found?.field == "rerank")
    }

    @Test func `parts have eight bits, or four and come in pairs`() throws {
        try check { ($0.codeBits, $0.partCount) = (4, 4) }
        try check { $0.codeBits = 8 }
        expect(failure { $0.codeBits = 5 }, "out_of_range", "code_bits")
        expect(failure { ($0.codeBits, $0.partCount) = (4, 3) }, "odd_part_count", "part_count")
    }

    @Test(arguments: [(8, 384, 48), (4, 384, 96), (8, 9, 2), (4, 9, 4), (4, 3, 2), (8, 1, 1)])
    func `a code has a byte for eight dimensions`(codeBits: UInt32, dimension: Int, partCount: Int) {
        let request = TrainRequest(gallery: "drawings", codeBits: codeBits)
        #expect(GalleryRules.partCount(request, dimension: dimension) == partCount)
    }

    @Test func `a field that stays exact limits no number of lists`() throws {
        try check { $0.listCount = 91 }
    }

    @Test func `unknown and repeated fields are refused`() {
        expect(failure { $0.fields = ["large", "smal"] }, "unknown_field", "fields[1]")
        expect(failure { $0.fields = ["large", "large"] }, "duplicate_field", "fields[1]")
    }

    @Test func `more lists than items are refused`() {
        expect(failure { $0.listCount = 1_001 }, "out_of_range", "list_count")
        expect(failure { ($0.listCount, $0.exactBelow) = (91, 0) }, "out_of_range", "list_count")
        expect(failure { $0.listCount = 262_145 }, "out_of_range", "list_count")
    }

    @Test func `more parts than dimensions are refused, whichever field has them`() {
        let refused = failure { $0.partCount = 5 }
        expect(refused, "out_of_range", "part_count")
        #expect(refused?.limit == 4)
        expect(
            failure { ($0.fields, $0.partCount, $0.transform, $0.reducedDimension) = (["large"], 9, .pca, 8) },
            "out_of_range", "part_count")
    }

    @Test func `dimensions are reduced by PCA alone, and to no more than there are`() {
        expect(failure { $0.reducedDimension = 2 }, "needs_pca", "reduced_dimension")
        expect(failure { ($0.transform, $0.reducedDimension) = (.opq, 2) }, "needs_pca", "reduced_dimension")
        expect(failure { ($0.transform, $0.reducedDimension) = (.pca, 5) }, "out_of_range", "reduced_dimension")
    }

    @Test func `iterations, threads and probed lists have their limits`() {
        expect(failure { $0.coarseIterationCount = 1_001 }, "out_of_range", "coarse_iteration_count")
        expect(failure { $0.partIterationCount = 1_001 }, "out_of_range", "part_iteration_count")
        expect(failure { $0.threadCount = 1_025 }, "out_of_range", "thread_count")
        expect(failure { ($0.listCount, $0.nprobe) = (10, 11) }, "out_of_range", "nprobe")
    }

    @Test func `a spill has a weight within its limits, and no spill has none`() throws {
        try check { $0.spill = true }
        try check { ($0.spill, $0.spillWeight) = (true, 1_024) }
        expect(failure { $0.spillWeight = 1 }, "needs_spill", "spill_weight")
        for weight in [-1, .nan, .infinity, 1e-9, 1_025] as [Float] {
            expect(failure { ($0.spill, $0.spillWeight) = (true, weight) }, "out_of_range", "spill_weight")
        }
    }

    @Test func `a sample smaller than the number of lists is refused`() {
        expect(failure { ($0.listCount, $0.sampleCount) = (10, 9) }, "sample_too_small", "sample_count")
    }

    @Test func `queries are whole finite vectors of a field, each field once`() {
        func queries(_ field: String, _ values: [Float]) -> CallFailure? {
            failure { $0.queries = [QueryVectors(field: field, values: values)] }
        }
        expect(queries("other", [1]), "unknown_field", "queries[0].field")
        expect(queries("small", []), "dimension_mismatch", "queries[0].values")
        expect(queries("small", [1, 2, 3, 4, 5]), "dimension_mismatch", "queries[0].values")
        expect(queries("small", [1, 2, 3, 4, 5, .nan, 7, 8]), "not_finite", "queries[0].values[4]")
        expect(queries("large", [Float](repeating: 0, count: 16)), "zero_vector", "queries[0].values[0]")
        expect(queries("small", [Float](repeating: 1, count: 40_004)), "too_many", "queries[0].values")
        let query = QueryVectors(field: "small", values: [1, 2, 3, 4])
        expect(failure { $0.queries = [query, query] }, "duplicate_field", "queries[1].field")
    }

    @Test func `exact_below is the request's, else the gallery's, else the default`() {
        #expect(GalleryRules.exactBelow(TrainRequest(exactBelow: 7), of: spec) == 7)
        #expect(GalleryRules.exactBelow(TrainRequest(exactBelow: 0), of: spec) == 1)
        #expect(GalleryRules.exactBelow(TrainRequest(), of: spec) == 100)
        #expect(GalleryRules.exactBelow(TrainRequest(), of: GallerySpec(name: "a")) == Limits.exactBelowDefault)
    }
}
