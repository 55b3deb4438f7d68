import Kernels
import Testing
import TrialGround

struct CodeScoreTests {
    @Test(arguments: supportedSets, [1, 2, 3, 8, 9, 48, 96, 257])
    func `a score is the sum of its entries in order of rows`(set: InstructionSet, rowCount: Int) throws {
        let kernels = try KernelSet(set)
        var random = SeededRandom(seed: UInt64(rowCount))
        for laneCount in [16, 32, 48, 64] {
            let example = CodesExample(rowCount: rowCount, laneCount: laneCount, random: &random)
            for count in Array(0...17) + [64] {
                let lanes = (0..<count).map { _ in UInt8.random(in: 0..<UInt8(laneCount), using: &random) }
                let expected = lanes.map { lane in
                    example.score { row in example.codes[row * laneCount + Int(lane)] }
                }
                #expect(example.scores(kernels, lanes: lanes) == expected, "\(laneCount) lanes, \(count) scores")
            }
        }
    }

    @Test(arguments: supportedSets, [1, 2, 3, 8, 9, 48, 96, 257])
    func `codes that lie one after the other have the scores of lanes`(set: InstructionSet, rowCount: Int) throws {
        let kernels = try KernelSet(set)
        var random = SeededRandom(seed: UInt64(rowCount) + 7)
        let example = CodesExample(rowCount: rowCount, random: &random)
        for count in Array(0...17) + [64] {
            let indices = (0..<count).map { _ in UInt32.random(in: 0..<64, using: &random) }
            let expected = indices.map { index in
                example.score { row in example.codes[Int(index) * rowCount + row] }
            }
            #expect(example.scores(kernels, at: indices) == expected, "\(count) scores")
        }
    }

    @Test(arguments: supportedSets)
    func `a score of negative zeros stays negative zero`(set: InstructionSet) throws {
        let kernels = try KernelSet(set)
        let codes = [UInt8](repeating: 9, count: 32), tables = [Float](repeating: -0.0, count: 512)
        var scores = [Float](repeating: 1, count: 16)
        codes.withUnsafeBufferPointer { codes in
            tables.withUnsafeBufferPointer { tables in
                (0..<16).map { UInt8($0) }.withUnsafeBufferPointer { lanes in
                    scores.withUnsafeMutableBufferPointer {
                        kernels.codeScores(codes, laneStride: 16, lanes: lanes, tables: tables, into: $0)
                    }
                }
            }
        }
        #expect(scores.map(\.bitPattern) == [UInt32](repeating: 0x8000_0000, count: 16))
    }
}
