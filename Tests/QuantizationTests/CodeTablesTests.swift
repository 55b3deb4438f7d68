import Kernels
import Quantization
import Testing
import TrialGround
import Vocabulary

@Suite struct CodeTablesTests {
    @Test(arguments: Metric.allCases, [(VectorTransform.none, 8), (.pca, 8), (.opq, 8), (.none, 4), (.opq, 4)])
    func `a score is about the similarity to what the code stands for`(
        metric: Metric, shape: (transform: VectorTransform, codeBits: Int)
    ) throws {
        let trial = Trial(seed: 1, dimension: 20, count: 500, isUnit: metric == .cosine, offset: 0.5)
        let codebook = try trial.train(
            TrainingPlan(
                listCount: 6, partCount: shape.codeBits == 4 ? 8 : 7, codeBits: shape.codeBits,
                transform: shape.transform, partIterationCount: 4), metric: metric)
        let kernels = KernelSet.best
        let encoded = trial.encode(by: codebook)
        var tables = CodeTables()
        for query in [trial.vector(3), trial.vector(77), trial.vector(8).map { -$0 }] {
            codebook.tables(for: query, into: &tables, kernels: kernels)
            let turned = codebook.transformed(query, kernels: kernels)
            for row in stride(from: 0, to: trial.count, by: 11) {
                let list = encoded.lists[row]
                let code = Array(encoded.codes[(row * codebook.rowCount)..<((row + 1) * codebook.rowCount)])
                let vector = codebook.reconstructed(list: list, code: code)
                let expected = zip(turned, vector).reduce(0.0) { sum, pair in
                    let (left, right) = (Double(pair.0), Double(pair.1))
                    return sum + (metric == .l2 ? -(left - right) * (left - right) : left * right)
                }
                let score = Self.score(code, tables) + codebook.constant(ofList: list, tables: tables, kernels: kernels)
                #expect(abs(Double(score) - expected) < 1e-3 * (1 + abs(expected)))
            }
        }
    }

    static func score(_ code: [UInt8], _ tables: borrowing CodeTables) -> Float {
        var score = tables.floats[Int(code[0])]
        for row in 1..<code.count { score += tables.floats[row * 256 + Int(code[row])] }
        return score
    }

    @Test(arguments: [8, 4])
    func `tables are the same on every instruction set`(codeBits: Int) throws {
        let trial = Trial(seed: 2, dimension: 20, count: 300, isUnit: false)
        for metric in Metric.allCases {
            let codebook = try trial.train(
                TrainingPlan(
                    listCount: 6, partCount: 16 - codeBits, codeBits: codeBits, transform: .pca,
                    partIterationCount: 2), metric: metric)
            var expected = CodeTables()
            codebook.tables(for: trial.vector(5), into: &expected, kernels: try KernelSet(.scalar))
            for set in InstructionSet.allCases.filter(\.isSupported) {
                var tables = CodeTables()
                codebook.tables(for: trial.vector(5), into: &tables, kernels: try KernelSet(set))
                #expect(Array(tables.floats).map(\.bitPattern) == Array(expected.floats).map(\.bitPattern))
                #expect(Array(tables.bytes) == Array(expected.bytes))
                #expect(Array(tables.vector).map(\.bitPattern) == Array(expected.vector).map(\.bitPattern))
                for list in 0..<UInt32(6) {
                    let constant = codebook.constant(ofList: list, tables: tables, kernels: try KernelSet(set))
                    #expect(
                        constant.bitPattern
                            == codebook.constant(ofList: list, tables: expected, kernels: .best).bitPattern)
                }
            }
        }
    }
}
