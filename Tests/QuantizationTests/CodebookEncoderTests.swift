import Kernels
import Quantization
import Testing
import TrialGround
import Vocabulary

@Suite struct CodebookEncoderTests {
    /// Vectors with many ties among centroids: halves of few different values.
    private static func trial(seed: UInt64, isCoarse: Bool) -> Trial {
        guard isCoarse else { return Trial(seed: seed, dimension: 22, count: 1_003) }
        var random = SeededRandom(seed: seed)
        return Trial(
            dimension: 22, count: 1_003,
            halves: (0..<1_003 * 22).map { _ in Float16(Int.random(in: -1...1, using: &random)).bitPattern })
    }

    private static func codebook(_ trial: Trial, _ metric: Metric, _ transform: VectorTransform) throws -> Codebook {
        try trial.train(
            TrainingPlan(
                listCount: 70, partCount: 5, transform: transform, coarseIterationCount: 3, partIterationCount: 3),
            metric: metric)
    }

    @Test(arguments: Metric.allCases, [false, true])
    func `a vector has one list and code in any batch, in any order, on every instruction set`(
        metric: Metric, isCoarse: Bool
    ) throws {
        let trial = Self.trial(seed: 1, isCoarse: isCoarse)
        for transform in [VectorTransform.none, .pca] {
            let codebook = try Self.codebook(trial, metric, transform)
            let expected = trial.encode(by: codebook, kernels: try KernelSet(.scalar))
            for set in InstructionSet.allCases.filter(\.isSupported) {
                let kernels = try KernelSet(set)
                let all = trial.encode(by: codebook, kernels: kernels)
                #expect(all.lists == expected.lists)
                #expect(all.codes == expected.codes)
                for batch in [1, 7, 1_000] {
                    // From the last to the first.
                    let order = Array((0..<trial.count).reversed()).prefix(batch == 1 ? 25 : trial.count)
                    var start = 0
                    while start < order.count {
                        let rows = Array(order[start..<min(start + batch, order.count)])
                        let some = trial.picked(rows).encode(by: codebook, kernels: kernels)
                        #expect(some.lists == rows.map { expected.lists[$0] })
                        let width = codebook.rowCount
                        #expect(some.codes == rows.flatMap { expected.codes[($0 * width)..<(($0 + 1) * width)] })
                        start += batch
                    }
                }
            }
        }
    }

    @Test(arguments: Metric.allCases)
    func `a list is the nearest, the lowest of equal ones, and a code the nearest of every part`(
        metric: Metric
    ) throws {
        for isCoarse in [false, true] {
            let trial = Self.trial(seed: 2, isCoarse: isCoarse)
            let codebook = try Self.codebook(trial, metric, .none)
            let kernels = KernelSet.best
            let encoded = trial.encode(by: codebook)
            for row in stride(from: 0, to: trial.count, by: 37) {
                let nearest = codebook.lists(nearestTo: trial.vector(row), count: 1, kernels: kernels)
                if metric != .innerProduct { #expect(encoded.lists[row] == nearest[0]) }
                // No other code of the list is nearer.
                let code = Array(encoded.codes[(row * codebook.rowCount)..<((row + 1) * codebook.rowCount)])
                let list = encoded.lists[row]
                let error = codebook.squaredError(
                    of: trial.vector(row), list: list, code: code, kernels: kernels)
                for part in 0..<codebook.partCount {
                    for byte in stride(from: 0, to: 256, by: 5) {
                        var other = code
                        other[part] = UInt8(byte)
                        let worse = codebook.squaredError(
                            of: trial.vector(row), list: list, code: other, kernels: kernels)
                        #expect(worse >= error - 1e-5 * (1 + error))
                    }
                }
            }
        }
    }
}
