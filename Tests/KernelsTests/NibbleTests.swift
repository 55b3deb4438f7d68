import Kernels
import Testing
import TrialGround

/// Codes of four bits, two to a byte.
struct NibbleTests {
    /// Blocks or tails of codes and the tables of a query.
    private struct Example {
        let rowCount: Int
        let laneCount: Int
        let blockCount: Int
        let codes: [UInt8]
        let bounds: [UInt8]

        init(rowCount: Int, laneCount: Int = CodeBlock.laneCount, blockCount: Int = 1, random: inout SeededRandom) {
            self.rowCount = rowCount
            self.laneCount = laneCount
            self.blockCount = blockCount
            codes = (0..<blockCount * rowCount * laneCount).map { _ in UInt8.random(in: 0...255, using: &random) }
            let levels = UInt8(min(255, 65_535 / (2 * rowCount)))
            bounds = (0..<rowCount * 32).map { _ in UInt8.random(in: 0...levels, using: &random) }
        }

        func sum(lane: Int, block: Int, scannedRowCount: Int) -> Int {
            (0..<scannedRowCount).reduce(0) { sum, row in
                let code = Int(codes[(block * rowCount + row) * laneCount + lane])
                return sum + Int(bounds[row * 32 + code % 16]) + Int(bounds[row * 32 + 16 + code / 16])
            }
        }

        func survivors(_ kernels: KernelSet, threshold: UInt16, scannedRowCount: Int) -> [UInt64] {
            var survivors = [UInt64](repeating: 0xdead_beef, count: blockCount)
            codes.withUnsafeBufferPointer { codes in
                bounds.prefix(scannedRowCount * 32).withUnsafeBufferPointer { table in
                    survivors.withUnsafeMutableBufferPointer {
                        kernels.scanNibbleBlocks(
                            codes, rowCount: rowCount, table: table, threshold: threshold, into: $0)
                    }
                }
            }
            return survivors
        }

        func tailSurvivors(_ kernels: KernelSet, threshold: UInt16, scannedRowCount: Int) -> UInt64 {
            codes.withUnsafeBufferPointer { codes in
                bounds.prefix(scannedRowCount * 32).withUnsafeBufferPointer { table in
                    kernels.scanNibbleTail(codes, laneCount: laneCount, table: table, threshold: threshold)
                }
            }
        }

        /// The survivors of block `block`, added up here.
        func expected(threshold: UInt16, block: Int, scannedRowCount: Int) -> UInt64 {
            (0..<laneCount).reduce(0) { survivors, lane in
                let sum = sum(lane: lane, block: block, scannedRowCount: scannedRowCount)
                return survivors | (sum >= Int(threshold) ? 1 << UInt64(lane) : 0)
            }
        }
    }

    private static let rowCounts = [1, 2, 3, 8, 24, 48, 128, 129, 150]

    @Test(arguments: supportedSets, rowCounts)
    func `every instruction set finds the lanes whose halves' entries add up to the threshold`(
        set: InstructionSet, rowCount: Int
    ) throws {
        let kernels = try KernelSet(set)
        var random = SeededRandom(seed: UInt64(rowCount))
        for blockCount in [1, 2, 3, 4, 5, 9] {
            let example = Example(rowCount: rowCount, blockCount: blockCount, random: &random)
            for scanned in [rowCount, max(1, rowCount - 1)] {
                let sum = example.sum(lane: 5, block: blockCount - 1, scannedRowCount: scanned)
                for threshold in [0, sum, sum + 1, 65_535].map(UInt16.init(clamping:)) {
                    let expected = (0..<blockCount).map {
                        example.expected(threshold: threshold, block: $0, scannedRowCount: scanned)
                    }
                    #expect(
                        example.survivors(kernels, threshold: threshold, scannedRowCount: scanned) == expected)
                }
            }
        }
    }

    @Test(arguments: supportedSets, rowCounts)
    func `every instruction set finds those of a tail, and none behind it`(
        set: InstructionSet, rowCount: Int
    ) throws {
        let kernels = try KernelSet(set)
        var random = SeededRandom(seed: UInt64(rowCount) + 1_000)
        for laneCount in [16, 32, 48, 64] {
            let example = Example(rowCount: rowCount, laneCount: laneCount, random: &random)
            let sum = example.sum(lane: laneCount - 1, block: 0, scannedRowCount: rowCount)
            for threshold in [0, sum, sum + 1].map(UInt16.init(clamping:)) {
                #expect(
                    example.tailSurvivors(kernels, threshold: threshold, scannedRowCount: rowCount)
                        == example.expected(threshold: threshold, block: 0, scannedRowCount: rowCount))
            }
        }
    }

    @Test(arguments: supportedSets)
    func `a sum of halves of exactly 65,535 is not lost`(set: InstructionSet) throws {
        let codes = [UInt8](repeating: 0x73, count: 129 * 64)
        // 257 entries of 255.
        var table = [UInt8](repeating: 255, count: 129 * 32)
        for entry in 128 * 32 + 16..<129 * 32 { table[entry] = 0 }
        var survivors: [UInt64] = [0]
        let tail = try codes.withUnsafeBufferPointer { codes in
            try table.withUnsafeBufferPointer { table in
                try survivors.withUnsafeMutableBufferPointer {
                    try KernelSet(set).scanNibbleBlocks(codes, rowCount: 129, table: table, threshold: .max, into: $0)
                }
                return try KernelSet(set).scanNibbleTail(codes, laneCount: 48, table: table, threshold: .max)
            }
        }
        #expect(survivors == [.max] && tail == 0xffff_ffff_ffff)
    }

    @Test(arguments: supportedSets, 1...9)
    func `tables, pairs and codes are those of the scalar twin, and touch nothing past their input`(
        set: InstructionSet, partDimension: Int
    ) throws {
        let kernels = try KernelSet(set), memory = EndingMemory()
        defer { memory.free() }
        var random = SeededRandom(seed: UInt64(partDimension))
        for partCount in [2, 4, 10] {
            let dimension = partCount * partDimension
            func floats(_ count: Int) -> [Float] { (0..<count).map { _ in Float.random(in: -1...1, using: &random) } }
            let rows = memory.input(floats(5 * dimension)), centroids = memory.input(floats(dimension * 16))
            let halfNorms = memory.input(floats(partCount * 16))
            func made(_ kernels: KernelSet) -> (tables: [UInt32], pairs: [UInt32], codes: [UInt8]) {
                let tables = memory.copy([Float](repeating: 0, count: partCount * 16))
                let pairs = memory.copy([Float](repeating: 0, count: partCount * 128))
                let codes = memory.copy([UInt8](repeating: 0, count: 5 * partCount / 2))
                kernels.nibbleTables(
                    of: UnsafeBufferPointer(rebasing: rows.suffix(dimension)), centroids: centroids,
                    partCount: partCount, into: tables)
                kernels.pairTables(of: UnsafeBufferPointer(tables), into: pairs)
                kernels.encodeNibbles(
                    rows, rowCount: 5, centroids: centroids, halfNorms: halfNorms, partCount: partCount, codes: codes)
                return (tables.map(\.bitPattern), pairs.map(\.bitPattern), Array(codes))
            }
            #expect(made(kernels) == made(scalar))
        }
    }

    @Test func `a pair's entry is the sum of those of its halves`() {
        let nibbles = (0..<32).map { Float($0 * $0) }
        var pairs = [Float](repeating: 0, count: 256)
        nibbles.withUnsafeBufferPointer { nibbles in
            pairs.withUnsafeMutableBufferPointer { scalar.pairTables(of: nibbles, into: $0) }
        }
        let sums = (0..<256).map { code -> Float in nibbles[code % 16] + nibbles[16 + code / 16] }
        #expect(pairs == sums)
    }
}
