import Kernels
import Quantization
import Testing
import TrialGround
import Vocabulary

/// Several queries at once.
@Suite struct BatchTests {
    @Test(arguments: Metric.allCases, VectorTransform.allCases)
    func `lists and tables of several queries are those of each alone, on every instruction set`(
        metric: Metric, transform: VectorTransform
    ) throws {
        let trial = Trial(seed: 4, dimension: 21, count: 400, isUnit: metric == .cosine, offset: 0.2)
        let codebook = try trial.train(
            TrainingPlan(
                listCount: 37, partCount: 5, transform: transform, reducedDimension: transform == .none ? 21 : 18,
                coarseIterationCount: 2, partIterationCount: 2), metric: metric)
        for set in InstructionSet.allCases.filter(\.isSupported) {
            let kernels = try KernelSet(set)
            for count in [0, 1, 2, 5, 8, 13] {
                let vectors = (0..<count).map { trial.vector($0 * 7) }
                let counts = (0..<count).map { [0, 1, 5, 37, 40][$0 % 5] }
                let expected = zip(vectors, counts).map {
                    codebook.lists(nearestTo: $0, count: $1, kernels: .best)
                }
                let asks = counts.map { ListAsk(count: $0) }
                #expect(codebook.lists(nearestTo: vectors, asks, kernels: kernels) == expected, "\(set)")

                let filled = (0..<count).map { _ in Tables() }
                codebook.tables(for: vectors, kernels: kernels) { place, fill in fill(&filled[place].tables) }
                for (vector, several) in zip(vectors, filled) {
                    let one = Tables()
                    codebook.tables(for: vector, into: &one.tables, kernels: .best)
                    #expect(several.facts == one.facts, "\(set)")
                    for list in 0..<UInt32(37) {
                        let constants = [several, one].map {
                            codebook.constant(ofList: list, tables: $0.tables, kernels: kernels).bitPattern
                        }
                        #expect(constants[0] == constants[1])
                    }
                }
            }
        }
    }

    /// Tables that an array can hold.
    private final class Tables {
        var tables = CodeTables()

        /// All that a scan reads.
        var facts: [UInt64] {
            tables.floats.map { UInt64($0.bitPattern) } + tables.bytes.map { UInt64($0) }
                + tables.vector.map { UInt64($0.bitPattern) }
                + [tables.step.bitPattern, tables.base.bitPattern, UInt64(tables.levelSumMax)]
        }
    }
}
