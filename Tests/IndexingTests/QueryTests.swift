import Indexing
import Testing
import Vocabulary

struct QueryTests {
    @Test(arguments: Metric.allCases)
    func `a query of another dimension is refused`(metric: Metric) {
        #expect(throws: IndexingError.dimensionMismatch(expected: 3, found: 2)) {
            try PreparedQuery([1, 2], layout: FieldLayout(dimension: 3, metric: metric))
        }
    }

    @Test(arguments: Metric.allCases, [Float.nan, .infinity, -.infinity])
    func `a query with a component that is not finite is refused`(metric: Metric, bad: Float) {
        #expect(throws: IndexingError.componentNotFinite(index: 1)) {
            try PreparedQuery([1, bad, 2], layout: FieldLayout(dimension: 3, metric: metric))
        }
    }

    @Test
    func `a query without direction is refused for cosine alone`() throws {
        #expect(throws: IndexingError.zeroVector) {
            try PreparedQuery([0, 0, 0], layout: FieldLayout(dimension: 3, metric: .cosine))
        }
        _ = try PreparedQuery([0, 0, 0], layout: FieldLayout(dimension: 3, metric: .l2))
    }

    @Test
    func `a vector is stored with unit length for cosine and as it is otherwise`() throws {
        #expect(try FieldLayout(dimension: 2, metric: .cosine).encode([3, 0]) == [0x3c00, 0])
        #expect(try FieldLayout(dimension: 2, metric: .l2).encode([2, 0]) == [0x4000, 0])
    }

    @Test
    func `a component too large for a half is refused`() throws {
        #expect(throws: IndexingError.componentOutOfRange(index: 1)) {
            try FieldLayout(dimension: 2, metric: .innerProduct).encode([1, 65_520])
        }
        _ = try FieldLayout(dimension: 2, metric: .cosine).encode([1, 1e38])
    }

    @Test
    func `a vector without direction cannot be stored for cosine`() {
        #expect(throws: IndexingError.zeroVector) {
            try FieldLayout(dimension: 2, metric: .cosine).encode([0, -0.0])
        }
    }
}
