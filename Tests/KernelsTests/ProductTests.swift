import Kernels
import Testing
import TrialGround
import Vocabulary

struct ProductTests {
    @Test(arguments: [1, 2, 3, 4] as [UInt64])
    func `the scalar twin adds in sixteen lanes and then in pairs`(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        let example = RowsExample(dimension: 77, rowCount: 3, flavour: .plain, random: &random)
        for metric in [Metric.innerProduct, .l2] {
            let expected = (0..<3).map { row in
                var lanes = [Float](repeating: 0, count: 16)
                for index in 0..<example.stride {
                    let stored = Float(Float16(bitPattern: example.rows[row * example.stride + index]))
                    if metric == .l2 {
                        let difference = example.query[index] - stored
                        lanes[index % 16].addProduct(difference, difference)
                    } else {
                        lanes[index % 16].addProduct(stored, example.query[index])
                    }
                }
                for width in [8, 4, 2, 1] {
                    for lane in 0..<width { lanes[lane] += lanes[lane + width] }
                }
                return (metric == .l2 ? 0 - lanes[0] : lanes[0]).bitPattern
            }
            #expect(example.scores(scalar, metric) == expected)
        }
    }

    @Test(arguments: supportedSets)
    func `the distance of a row to itself is zero and not negative zero`(set: InstructionSet) throws {
        let kernels = try KernelSet(set)
        var random = SeededRandom(seed: 3)
        let row = Flavour.plain.halves(64, &random)
        let query = row.map { Float(Float16(bitPattern: $0)) }
        var score: [Float] = [1]
        row.withUnsafeBufferPointer { row in
            query.withUnsafeBufferPointer { query in
                score.withUnsafeMutableBufferPointer { kernels.score(rows: row, against: query, by: .l2, into: $0) }
            }
        }
        #expect(score[0].bitPattern == 0)
    }

    @Test(arguments: supportedSets)
    func `the zeros that pad a vector turn a lane of negative zero into zero`(set: InstructionSet) throws {
        let kernels = try KernelSet(set)
        // Each product is too small for a float and rounds to −0; the 17th element makes a second, padded round.
        let left = [Float](repeating: -1e-30, count: 17), right = [Float](repeating: 1e-30, count: 17)
        let sum = left.withUnsafeBufferPointer { left in
            right.withUnsafeBufferPointer { kernels.product(left, $0) }
        }
        #expect(sum.bitPattern == 0)
        let unpadded = left.prefix(16).withUnsafeBufferPointer { left in
            right.prefix(16).withUnsafeBufferPointer { kernels.product(left, $0) }
        }
        #expect(unpadded.bitPattern == Float(-0.0).bitPattern)
    }
}
