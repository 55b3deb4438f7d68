import Kernels
import Testing
import TrialGround
import Vocabulary

@testable import Quantization

@Suite struct ListChoiceTests {
    /// What coarse centroids look like.
    enum Centroids: CaseIterable {
        case plain, copies, zeros, far, mixed, tiny, huge, overflowing

        func components(listCount: Int, dimension: Int, _ random: inout SeededRandom) -> [Float] {
            func vector(_ scale: Float) -> [Float] {
                (0..<dimension).map { _ in Float.random(in: -scale...scale, using: &random) }
            }
            let some = (0..<5).map { _ in vector(1) }
            return (0..<listCount).flatMap { list in
                switch self {
                case .plain: vector(1)
                // All from few, so that most are equal.
                case .copies: some[list % some.count]
                case .zeros: list % 3 == 0 ? vector(1) : [Float](repeating: list % 2 == 0 ? 0 : -0.0, count: dimension)
                // Little differences of long vectors: rounding of floats decides.
                case .far: vector(1e-4).map { $0 + 1_000 }
                case .mixed: vector([1e-9, 1, 1e6][list % 3])
                case .tiny: vector(1e-24)
                case .huge: vector(1e14)
                case .overflowing: vector(1e18)
                }
            }
        }
    }

    /// A codebook of the given coarse centroids, and a matrix if it has a transform.
    static func codebook(
        _ centroids: Centroids, metric: Metric, transform: VectorTransform = .none, listCount: Int = 200,
        dimension: Int = 27, partCount: Int = 5, random: inout SeededRandom
    ) throws -> Codebook {
        let shape = try CodebookShape(
            dimension: dimension, metric: metric, transform: transform,
            reducedDimension: transform == .none ? dimension : dimension - 4, listCount: listCount,
            partCount: partCount)
        var header = CodebookHeader(shape: shape, seed: 1, sampleCount: 1)
        header.scalarStep = metric == .l2 ? 1 : 0
        let draft = CodebookDraft(header)
        for index in 0..<shape.meanCount {
            draft.section(shape.meanOffset)[index] = Float.random(in: -1...1, using: &random)
        }
        for index in 0..<shape.matrixCount {
            draft.section(shape.matrixOffset)[index] = Float.random(in: -1...1, using: &random)
        }
        let width = shape.paddedDimension
        let components = centroids.components(listCount: listCount, dimension: width, &random)
        for (index, component) in components.enumerated() {
            // Padding is zero.
            draft.section(shape.listCentroidOffset)[index] = index % width < shape.reducedDimension ? component : 0
        }
        for list in 0..<listCount {
            let centroid = UnsafeBufferPointer(
                start: draft.section(shape.listCentroidOffset) + list * width, count: width)
            draft.section(shape.listHalfNormOffset)[list] = KernelSet.best.squaredNorm(centroid) / 2
        }
        return try draft.finished()
    }

    static func queries(_ dimension: Int, _ random: inout SeededRandom) -> [[Float]] {
        let scales: [Float] = [1, 1, 1e-3, 6e4, 1e-30, 0]
        return scales.map { scale in (0..<dimension).map { _ in Float.random(in: -1...1, using: &random) * scale } }
    }

    /// All lists by exact distance, then by number.
    static func order(_ codebook: Codebook, _ query: [Float]) -> [UInt32] {
        let vector = codebook.transformed(query, kernels: .best)
        let distances = (0..<codebook.listCount).map { list in
            let product = vector.withUnsafeBufferPointer { KernelSet.best.product($0, codebook.listCentroid(list)) }
            return codebook.metric == .innerProduct ? -product : codebook.listHalfNorms[list] - product
        }
        return distances.indices.sorted { (distances[$0], $0) < (distances[$1], $1) }.map { UInt32($0) }
    }

    @Test(arguments: Metric.allCases, Centroids.allCases)
    func `the lists are those of exact products, on every instruction set`(
        metric: Metric, centroids: Centroids
    ) throws {
        var random = SeededRandom(seed: 77)
        let codebook = try Self.codebook(centroids, metric: metric, random: &random)
        for query in Self.queries(codebook.dimension, &random) {
            let order = Self.order(codebook, query)
            for set in InstructionSet.allCases where set.isSupported {
                let kernels = try KernelSet(set)
                for count in [1, 2, 9, 40, 100, 101, 200, 300] {
                    let expected = Array(order.prefix(count))
                    #expect(codebook.lists(nearestTo: query, count: count, kernels: kernels) == expected)
                }
            }
        }
    }

    @Test(arguments: Metric.allCases, [VectorTransform.pca, .opq])
    func `the lists are those of exact products of the transformed query`(
        metric: Metric, transform: VectorTransform
    ) throws {
        var random = SeededRandom(seed: 78)
        let codebook = try Self.codebook(.plain, metric: metric, transform: transform, random: &random)
        for query in Self.queries(codebook.dimension, &random) {
            let order = Self.order(codebook, query)
            for count in [1, 7, 60] {
                #expect(codebook.lists(nearestTo: query, count: count, kernels: .best) == Array(order.prefix(count)))
            }
        }
    }
}
