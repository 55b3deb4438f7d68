import Kernels
import Testing
import TrialGround

@Suite struct BoundTests {
    private func extremes(_ kernels: KernelSet, _ tables: [Float]) -> (lows: [Float], highs: [Float]) {
        var lows = [Float](repeating: 0, count: tables.count / 256)
        var highs = lows
        tables.withUnsafeBufferPointer { tables in
            lows.withUnsafeMutableBufferPointer { lows in
                highs.withUnsafeMutableBufferPointer { kernels.tableExtremes(tables, lows: lows, highs: $0) }
            }
        }
        return (lows, highs)
    }

    @Test(arguments: supportedSets, [1, 3, 48])
    func `extremes are the least and the largest entry of a row`(set: InstructionSet, rowCount: Int) throws {
        var random = SeededRandom(seed: UInt64(rowCount))
        let tables = (0..<rowCount * 256).map { _ in Float.random(in: -3...2, using: &random) }
        let found = extremes(try KernelSet(set), tables)
        for row in 0..<rowCount {
            let entries = tables[row * 256..<(row + 1) * 256]
            #expect(found.lows[row] == entries.min() && found.highs[row] == entries.max())
        }
    }

    @Test(arguments: supportedSets, [Float.nan, -.nan, .infinity, -.infinity])
    func `an entry that is not finite shows in an extreme`(set: InstructionSet, value: Float) throws {
        for place in [0, 100, 255] {
            var tables = [Float](repeating: 1, count: 256)
            tables[place] = value
            let found = extremes(try KernelSet(set), tables)
            #expect(!found.lows[0].isFinite || !found.highs[0].isFinite)
        }
    }

    @Test(arguments: supportedSets, [0, 1, 37.5, 1e6, 1e30] as [Float])
    func `bytes are the same on every instruction set`(set: InstructionSet, perStep: Float) throws {
        var random = SeededRandom(seed: 5)
        let tables = (0..<5 * 256).map { _ in Float.random(in: -3...2, using: &random) }
        let highs = extremes(try KernelSet(.scalar), tables).highs
        func bytes(_ kernels: KernelSet, _ levels: Int) -> [UInt8] {
            var bytes = [UInt8](repeating: 7, count: tables.count)
            tables.withUnsafeBufferPointer { tables in
                highs.withUnsafeBufferPointer { highs in
                    bytes.withUnsafeMutableBufferPointer {
                        kernels.boundTables(
                            tables, highs: highs, perStep: perStep, levels: levels, margin: 0.0005, into: $0)
                    }
                }
            }
            return bytes
        }
        for levels in [1, 16, 255] {
            let expected = tables.enumerated().map { place, entry in
                let down = min((highs[place / 256] - entry) * perStep, Float(levels)) - (0.5 + 0.0005)
                return UInt8(levels - Int(max(down, 0).rounded(.toNearestOrEven)))
            }
            #expect(bytes(try KernelSet(set), levels) == expected)
        }
    }
}
