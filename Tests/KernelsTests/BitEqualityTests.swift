import Kernels
import Testing
import Vocabulary

/// What a vector's components look like in a test.
enum Flavour: CaseIterable {
    /// Between −1 and 1.
    case plain
    /// Any finite half, subnormal ones, negative zeros and the largest ones among them.
    case anyHalf
    /// Products so small that they round to subnormal floats or to zeros of either sign.
    case tiny
    /// Mostly zeros of either sign.
    case sparse

    func halves(_ count: Int, _ random: inout SeededRandom) -> [UInt16] {
        (0..<count).map { _ in
            switch self {
            case .plain: Float16(Float.random(in: -1...1, using: &random)).bitPattern
            case .anyHalf: UInt16.random(in: 0..<0x7c00, using: &random) | (Bool.random(using: &random) ? 0x8000 : 0)
            case .tiny: UInt16.random(in: 0..<64, using: &random) | (Bool.random(using: &random) ? 0x8000 : 0)
            case .sparse:
                Int.random(in: 0..<8, using: &random) == 0
                    ? Float16(Float.random(in: -1...1, using: &random)).bitPattern
                    : (Bool.random(using: &random) ? 0x8000 : 0)
            }
        }
    }

    func floats(_ count: Int, _ random: inout SeededRandom) -> [Float] {
        (0..<count).map { _ in
            switch self {
            case .plain: Float.random(in: -1...1, using: &random)
            case .anyHalf: Float.random(in: -1e6...1e6, using: &random)
            case .tiny: Float.random(in: -1e-36...1e-36, using: &random)
            case .sparse: Int.random(in: 0..<8, using: &random) == 0 ? Float.random(in: -1...1, using: &random) : -0.0
            }
        }
    }
}

/// Rows and a query of one shape, padded.
struct Case {
    let rows: [UInt16]
    let query: [Float]
    let rowCount: Int
    let stride: Int

    init(dimension: Int, rowCount: Int, flavour: Flavour, random: inout SeededRandom) {
        let stride = Half.stride(dimension: dimension)
        self.stride = stride
        self.rowCount = rowCount
        let padding = stride - dimension
        query = flavour.floats(dimension, &random) + [Float](repeating: 0, count: padding)
        var rows: [UInt16] = []
        for _ in 0..<rowCount { rows += flavour.halves(dimension, &random) + [UInt16](repeating: 0, count: padding) }
        self.rows = rows
    }

    func scores(_ kernels: KernelSet, _ metric: Metric) -> [UInt32] {
        var scores = [Float](repeating: .nan, count: rowCount)
        rows.withUnsafeBufferPointer { rows in
            query.withUnsafeBufferPointer { query in
                scores.withUnsafeMutableBufferPointer {
                    kernels.score(rows: rows, against: query, by: metric, into: $0)
                }
            }
        }
        return scores.map(\.bitPattern)
    }

    func scores(_ kernels: KernelSet, _ metric: Metric, at indices: [UInt32]) -> [UInt32] {
        var scores = [Float](repeating: .nan, count: indices.count)
        rows.withUnsafeBufferPointer { rows in
            query.withUnsafeBufferPointer { query in
                indices.withUnsafeBufferPointer { indices in
                    scores.withUnsafeMutableBufferPointer {
                        kernels.score(rows: rows, at: indices, against: query, by: metric, into: $0)
                    }
                }
            }
        }
        return scores.map(\.bitPattern)
    }

    func pairProduct(_ kernels: KernelSet, _ left: Int, _ right: Int) -> UInt32 {
        rows.withUnsafeBufferPointer { rows in
            kernels.product(
                UnsafeBufferPointer(rebasing: rows[left * stride..<(left + 1) * stride]),
                UnsafeBufferPointer(rebasing: rows[right * stride..<(right + 1) * stride])
            ).bitPattern
        }
    }
}

let dimensions = Array(1...70) + [127, 128, 129, 383, 384, 385, 512, 767, 768, 1_000, 1_023, 1_024, 1_030]
let scalar = try! KernelSet(.scalar)
let supportedSets = InstructionSet.allCases.filter(\.isSupported)

struct BitEqualityTests {
    @Test(arguments: supportedSets, Flavour.allCases)
    func `every instruction set scores rows with the bits of the scalar twin`(
        set: InstructionSet, flavour: Flavour
    ) throws {
        let kernels = try KernelSet(set)
        var random = SeededRandom(0x5eed)
        for dimension in dimensions {
            let rowCount = Int.random(in: 1...9, using: &random)
            let example = Case(dimension: dimension, rowCount: rowCount, flavour: flavour, random: &random)
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
        var random = SeededRandom(seed)
        for count in 0...13 {
            let example = Case(dimension: 100, rowCount: 37, flavour: .plain, random: &random)
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
        var random = SeededRandom(7)
        for dimension in dimensions {
            let example = Case(dimension: dimension, rowCount: 2, flavour: flavour, random: &random)
            #expect(example.pairProduct(kernels, 0, 1) == example.pairProduct(scalar, 0, 1))
        }
    }

    @Test(arguments: supportedSets, Flavour.allCases)
    func `the product of two float vectors has the bits of the scalar twin`(
        set: InstructionSet, flavour: Flavour
    ) throws {
        let kernels = try KernelSet(set)
        var random = SeededRandom(11)
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
