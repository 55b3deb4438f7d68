import Kernels
import TrialGround

/// Blocks or tails of codes and the tables of a query, of one shape.
struct CodesExample {
    let rowCount: Int
    let laneCount: Int
    let blockCount: Int
    /// `blockCount` times `rowCount` rows of `laneCount` codes.
    let codes: [UInt8]
    /// Bounds whose sums fit 16 bits.
    let bounds: [UInt8]
    let scores: [Float]

    init(
        rowCount: Int, laneCount: Int = CodeBlock.laneCount, blockCount: Int = 1, random: inout SeededRandom
    ) {
        self.rowCount = rowCount
        self.laneCount = laneCount
        self.blockCount = blockCount
        codes = (0..<blockCount * rowCount * laneCount).map { _ in UInt8.random(in: .min ... .max, using: &random) }
        let levels = UInt8(min(255, 65_535 / rowCount))
        bounds = (0..<rowCount * 256).map { _ in UInt8.random(in: 0...levels, using: &random) }
        scores = (0..<rowCount * 256).map { _ in Float.random(in: -1...1, using: &random) }
    }

    /// The bounds of `lane` of `block` over the first `scannedRowCount` rows, added up here.
    func sum(lane: Int, block: Int, scannedRowCount: Int) -> Int {
        (0..<scannedRowCount).reduce(0) { sum, row in
            sum + Int(bounds[row * 256 + Int(codes[(block * rowCount + row) * laneCount + lane])])
        }
    }

    /// The bits of the score of the code that `codeOfRow` gives row by row, added up here.
    func score(of codeOfRow: (Int) -> UInt8) -> UInt32 {
        var sum = scores[Int(codeOfRow(0))]
        for row in 1..<max(1, rowCount) { sum += scores[row * 256 + Int(codeOfRow(row))] }
        return sum.bitPattern
    }

    func survivors(_ kernels: KernelSet, threshold: UInt16, scannedRowCount: Int? = nil) -> [UInt64] {
        var survivors = [UInt64](repeating: 0xdead_beef, count: blockCount)
        codes.withUnsafeBufferPointer { codes in
            bounds.prefix((scannedRowCount ?? rowCount) * 256).withUnsafeBufferPointer { table in
                survivors.withUnsafeMutableBufferPointer {
                    kernels.scanBlocks(codes, rowCount: rowCount, table: table, threshold: threshold, into: $0)
                }
            }
        }
        return survivors
    }

    func tailSurvivors(_ kernels: KernelSet, threshold: UInt16, scannedRowCount: Int? = nil) -> UInt64 {
        codes.withUnsafeBufferPointer { codes in
            bounds.prefix((scannedRowCount ?? rowCount) * 256).withUnsafeBufferPointer { table in
                kernels.scanTail(codes, laneCount: laneCount, table: table, threshold: threshold)
            }
        }
    }

    /// The bits of the scores of `lanes` of the first block.
    func scores(_ kernels: KernelSet, lanes: [UInt8]) -> [UInt32] {
        var found = [Float](repeating: .nan, count: lanes.count)
        codes.withUnsafeBufferPointer { codes in
            scores.withUnsafeBufferPointer { tables in
                lanes.withUnsafeBufferPointer { lanes in
                    found.withUnsafeMutableBufferPointer {
                        kernels.codeScores(codes, laneStride: laneCount, lanes: lanes, tables: tables, into: $0)
                    }
                }
            }
        }
        return found.map(\.bitPattern)
    }

    /// The bits of the scores of codes, taken as lying vector by vector.
    func scores(_ kernels: KernelSet, at indices: [UInt32]) -> [UInt32] {
        var found = [Float](repeating: .nan, count: indices.count)
        codes.withUnsafeBufferPointer { codes in
            scores.withUnsafeBufferPointer { tables in
                indices.withUnsafeBufferPointer { indices in
                    found.withUnsafeMutableBufferPointer {
                        kernels.codeScores(codes, at: indices, tables: tables, into: $0)
                    }
                }
            }
        }
        return found.map(\.bitPattern)
    }
}
