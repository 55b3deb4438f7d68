import Kernels
import Testing
import TrialGround

/// Classic and odd numbers of rows, and more than 257, where entries must be smaller than bytes.
private let rowCounts = [1, 2, 3, 8, 17, 48, 96, 257, 258, 300]

struct ScanTests {
    @Test(arguments: rowCounts, [1, 2] as [UInt64])
    func `the scalar twin finds the lanes whose entries add up to the threshold`(rowCount: Int, seed: UInt64) {
        var random = SeededRandom(seed: seed)
        let example = CodesExample(rowCount: rowCount, blockCount: 2, random: &random)
        for scannedRowCount in [rowCount, max(1, rowCount - 1)] {
            let sums = (0..<128).map { lane in
                example.sum(lane: lane % 64, block: lane / 64, scannedRowCount: scannedRowCount)
            }
            for threshold in Set(sums) {
                let found = example.survivors(
                    scalar, threshold: UInt16(threshold), scannedRowCount: scannedRowCount)
                var expected: [UInt64] = [0, 0]
                for (lane, sum) in sums.enumerated() where sum >= threshold {
                    expected[lane / 64] |= 1 << UInt64(lane % 64)
                }
                #expect(found == expected)
            }
        }
    }

    @Test(arguments: supportedSets, rowCounts)
    func `every instruction set finds the survivors of the scalar twin`(set: InstructionSet, rowCount: Int) throws {
        let kernels = try KernelSet(set)
        var random = SeededRandom(seed: UInt64(rowCount))
        for blockCount in rowCount < 50 ? Array(1...10) + [17] : [1, 2, 5] {
            let example = CodesExample(rowCount: rowCount, blockCount: blockCount, random: &random)
            for scannedRowCount in [rowCount, max(1, rowCount - 1)] {
                let sum = example.sum(lane: 5, block: blockCount - 1, scannedRowCount: scannedRowCount)
                for threshold in [0, 1, sum, sum + 1, .max].map(UInt16.init(clamping:)) {
                    #expect(
                        example.survivors(kernels, threshold: threshold, scannedRowCount: scannedRowCount)
                            == example.survivors(scalar, threshold: threshold, scannedRowCount: scannedRowCount),
                        "\(blockCount) blocks, \(scannedRowCount) rows scanned, threshold \(threshold)")
                }
            }
        }
    }

    @Test(arguments: supportedSets, rowCounts)
    func `every instruction set finds a tail's survivors as the scalar twin does`(
        set: InstructionSet, rowCount: Int
    ) throws {
        let kernels = try KernelSet(set)
        var random = SeededRandom(seed: UInt64(rowCount) + 1000)
        for laneCount in [16, 32, 48, 64] {
            let example = CodesExample(rowCount: rowCount, laneCount: laneCount, random: &random)
            for scannedRowCount in [rowCount, max(1, rowCount - 1)] {
                let sum = example.sum(lane: laneCount - 1, block: 0, scannedRowCount: scannedRowCount)
                for threshold in [0, 1, sum, sum + 1, .max].map(UInt16.init(clamping:)) {
                    #expect(
                        example.tailSurvivors(kernels, threshold: threshold, scannedRowCount: scannedRowCount)
                            == example.tailSurvivors(scalar, threshold: threshold, scannedRowCount: scannedRowCount),
                        "\(laneCount) lanes, \(scannedRowCount) rows scanned, threshold \(threshold)")
                }
            }
        }
    }

    @Test(arguments: supportedSets, [16, 32, 48, 64])
    func `nothing is below zero, and the lanes that a tail lacks are not above it`(
        set: InstructionSet, laneCount: Int
    ) throws {
        var random = SeededRandom(seed: 3)
        let example = CodesExample(rowCount: 8, laneCount: laneCount, random: &random)
        let all = UInt64.max >> UInt64(64 - laneCount)
        #expect(try example.tailSurvivors(KernelSet(set), threshold: 0) == all)
    }

    @Test(arguments: supportedSets)
    func `a sum of exactly 65,535 is not lost`(set: InstructionSet) throws {
        let kernels = try KernelSet(set)
        let codes = [UInt8](repeating: 200, count: 257 * 64), table = [UInt8](repeating: 255, count: 257 * 256)
        var survivors: [UInt64] = [0]
        let tail = codes.withUnsafeBufferPointer { codes in
            table.withUnsafeBufferPointer { table in
                survivors.withUnsafeMutableBufferPointer {
                    kernels.scanBlocks(codes, rowCount: 257, table: table, threshold: .max, into: $0)
                }
                return kernels.scanTail(codes, laneCount: 48, table: table, threshold: .max)
            }
        }
        #expect(survivors == [.max])
        #expect(tail == 0xffff_ffff_ffff)
    }

    @Test(arguments: supportedSets)
    func `every code looks up its own entry`(set: InstructionSet) throws {
        let kernels = try KernelSet(set)
        let codes = (0..<256).map { UInt8($0) }
        for code in 0..<256 {
            var table = [UInt8](repeating: 0, count: 256)
            table[code] = 1
            var survivors = [UInt64](repeating: 0, count: 4)
            codes.withUnsafeBufferPointer { codes in
                table.withUnsafeBufferPointer { table in
                    survivors.withUnsafeMutableBufferPointer {
                        kernels.scanBlocks(codes, rowCount: 1, table: table, threshold: 1, into: $0)
                    }
                }
            }
            var expected = [UInt64](repeating: 0, count: 4)
            expected[code / 64] = 1 << UInt64(code % 64)
            #expect(survivors == expected)
        }
    }
}
