import Kernels
import Testing
import TrialGround

/// Every buffer here ends where a page begins that may not be touched: one byte too many ends the test run.
struct EndOfMemoryTests {
    @Test(arguments: supportedSets, [1, 8, 33])
    func `a scan of blocks touches nothing past codes and table`(set: InstructionSet, rowCount: Int) throws {
        let kernels = try KernelSet(set), memory = EndingMemory()
        defer { memory.free() }
        var random = SeededRandom(seed: 5)
        for blockCount in [1, 2, 3, 4, 5, 9] {
            let example = CodesExample(rowCount: rowCount, blockCount: blockCount, random: &random)
            let survivors = memory.copy([UInt64](repeating: 0, count: blockCount))
            kernels.scanBlocks(
                memory.input(example.codes), rowCount: rowCount, table: memory.input(example.bounds), threshold: 900,
                into: survivors)
            #expect(Array(survivors) == example.survivors(scalar, threshold: 900))
        }
    }

    @Test(arguments: supportedSets, [1, 8, 33])
    func `a scan and the scores of a tail touch nothing past codes and tables`(
        set: InstructionSet, rowCount: Int
    ) throws {
        let kernels = try KernelSet(set), memory = EndingMemory()
        defer { memory.free() }
        var random = SeededRandom(seed: 6)
        for laneCount in [16, 32, 48, 64] {
            let example = CodesExample(rowCount: rowCount, laneCount: laneCount, random: &random)
            let codes = memory.input(example.codes), bounds = memory.input(example.bounds)
            let survivors = kernels.scanTail(codes, laneCount: laneCount, table: bounds, threshold: 900)
            #expect(survivors == example.tailSurvivors(scalar, threshold: 900))
            let lanes = (0..<13).map { _ in UInt8.random(in: 0..<UInt8(laneCount), using: &random) }
            let scores = memory.copy([Float](repeating: 0, count: lanes.count))
            kernels.codeScores(
                codes, laneStride: laneCount, lanes: memory.input(lanes), tables: memory.input(example.scores),
                into: scores)
            #expect(scores.map(\.bitPattern) == example.scores(scalar, lanes: lanes))
        }
    }

    @Test(arguments: supportedSets, 1...17)
    func `tables and codes touch nothing past their input`(set: InstructionSet, partDimension: Int) throws {
        let kernels = try KernelSet(set), memory = EndingMemory()
        defer { memory.free() }
        var random = SeededRandom(seed: 7)
        for rowCount in 1...5 {
            let example = PartsExample(partCount: 2, partDimension: partDimension, rowCount: rowCount, random: &random)
            let rows = memory.input(example.rows), centroids = memory.input(example.centroids)
            let tables = memory.copy([Float](repeating: 0, count: 512))
            let codes = memory.copy([UInt8](repeating: 0, count: rowCount * 2))
            let values = memory.copy([Float](repeating: 0, count: rowCount * 2))
            kernels.codeTables(
                of: UnsafeBufferPointer(rebasing: rows.suffix(2 * partDimension)), centroids: centroids, partCount: 2,
                into: tables)
            kernels.encodeRows(
                rows, rowCount: rowCount, centroids: centroids, halfNorms: memory.input(example.halfNorms),
                partCount: 2, codes: codes, values: values)
            #expect(Array(codes) == example.codes(scalar).codes)
        }
    }
}
