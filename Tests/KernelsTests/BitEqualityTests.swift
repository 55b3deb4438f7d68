import Kernels
import Testing
import TrialGround
import Vocabulary

struct BitEqualityTests {
    @Test(arguments: supportedSets, Flavour.allCases)
    func `every instruction set scores rows with the bits of the scalar twin`(
        set: InstructionSet, flavour: Flavour
    ) throws {
        let kernels = try KernelSet(set)
        var random = SeededRandom(seed: 0x5eed)
        for dimension in dimensions {
            let rowCount = Int.random(in: 1...9, using: &random)
            let example = RowsExample(dimension: dimension, rowCount: rowCount, flavour: flavour, random: &random)
            for metric in [Metric.innerProduct, .l2] {
                #expect(
                    example.scores(kernels, metric) == example.scores(scalar, metric),
                    "dimension \(dimension), \(rowCount) rows, \(metric)")
            }
        }
    }

    @Test(arguments: supportedSets, [1, 2, 3] as [UInt64])
    func `scores of rows by index are the scores of the rows in order`(set: InstructionSet, seed: UInt64) throws {
        let kernels = try KernelSet(set)
        var random = SeededRandom(seed: seed)
        for count in 0...13 {
            let example = RowsExample(dimension: 100, rowCount: 37, flavour: .plain, random: &random)
            let indices = (0..<count).map { _ in UInt32.random(in: 0..<37, using: &random) }
            for metric in [Metric.innerProduct, .l2] {
                let all = example.scores(scalar, metric)
                #expect(example.scores(kernels, metric, at: indices) == indices.map { all[Int($0)] })
            }
        }
    }

    @Test(arguments: supportedSets, Flavour.allCases)
    func `the product of two rows has the bits of the scalar twin`(set: InstructionSet, flavour: Flavour) throws {
        let kernels = try KernelSet(set)
        var random = SeededRandom(seed: 7)
        for dimension in dimensions {
            let example = RowsExample(dimension: dimension, rowCount: 2, flavour: flavour, random: &random)
            #expect(example.pairProduct(kernels, 0, 1) == example.pairProduct(scalar, 0, 1))
        }
    }

    @Test(arguments: supportedSets, Flavour.allCases)
    func `the product of two float vectors has the bits of the scalar twin`(
        set: InstructionSet, flavour: Flavour
    ) throws {
        let kernels = try KernelSet(set)
        var random = SeededRandom(seed: 11)
        for dimension in dimensions {
            let left = flavour.floats(dimension, &random), right = flavour.floats(dimension, &random)
            left.withUnsafeBufferPointer { left in
                right.withUnsafeBufferPointer { right in
                    #expect(kernels.product(left, right).bitPattern == scalar.product(left, right).bitPattern)
                    #expect(kernels.squaredNorm(left).bitPattern == scalar.squaredNorm(left).bitPattern)
                }
            }
        }
    }

    @Test(arguments: supportedSets)
    func `a sum that is not a number is not a number on every instruction set`(set: InstructionSet) throws {
        let kernels = try KernelSet(set)
        var row = [UInt16](repeating: 0, count: 32)
        var query = [Float](repeating: 0, count: 32)
        (row[0], query[0]) = (Float16(2).bitPattern, Float.greatestFiniteMagnitude)
        (row[8], query[8]) = (Float16(2).bitPattern, -Float.greatestFiniteMagnitude)
        var score: [Float] = [0]
        row.withUnsafeBufferPointer { row in
            query.withUnsafeBufferPointer { query in
                score.withUnsafeMutableBufferPointer { kernels.score(rows: row, against: query, by: .cosine, into: $0) }
            }
        }
        #expect(score[0].isNaN)
    }
}
