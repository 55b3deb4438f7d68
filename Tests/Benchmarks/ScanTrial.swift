import Ground
import Kernels
import TrialGround

/// Blocks of random codes and the tables to scan them with.
struct ScanTrial {
    private let rowCount: Int
    private let blockCount: Int
    private let codes: AlignedMemory
    private let bounds: [UInt8]
    private let tables: [Float]
    /// True for codes of four bits, two to a byte.
    private let isHalved: Bool

    init(rowCount: Int, blockCount: Int, isHalved: Bool = false) {
        self.isHalved = isHalved
        self.rowCount = rowCount
        self.blockCount = blockCount
        codes = AlignedMemory(byteCount: blockCount * rowCount * CodeBlock.laneCount)
        var random = SeededRandom(seed: 1)
        for word in codes.bytes.bindMemory(to: UInt64.self).indices {
            codes.bytes.storeBytes(of: random.next(), toByteOffset: word * 8, as: UInt64.self)
        }
        let width = isHalved ? 32 : 256
        bounds = (0..<rowCount * width).map { _ in UInt8.random(in: .min ... .max, using: &random) }
        tables = bounds.map { Float($0) / 255 }
    }

    /// The milliseconds of the fastest scan of all blocks, by a threshold that next to no code reaches.
    func scan(_ kernels: KernelSet, repeatCount: Int) -> Double {
        var survivors = [UInt64](repeating: 0, count: blockCount)
        let threshold = UInt16(rowCount * (isHalved ? 400 : 200))
        // A short scan is done several times, so that reading the clock does not count.
        let innerCount = max(1, (4 << 20) / codes.bytes.count)
        return bounds.withUnsafeBufferPointer { table in
            Timing(repeatCount: repeatCount) { _ in
                survivors.withUnsafeMutableBufferPointer {
                    for _ in 0..<innerCount {
                        let bytes = UnsafeBufferPointer(codes.bytes.bindMemory(to: UInt8.self))
                        if isHalved {
                            kernels.scanNibbleBlocks(
                                bytes, rowCount: rowCount, table: table, threshold: threshold, into: $0)
                        } else {
                            kernels.scanBlocks(
                                bytes, rowCount: rowCount, table: table, threshold: threshold, into: $0)
                        }
                    }
                }
            }.minimum
        } / Double(innerCount)
    }

    /// The milliseconds of the fastest way through the float tables for every code.
    func walk(_ kernels: KernelSet, repeatCount: Int) -> Double {
        let lanes = (0..<UInt8(CodeBlock.laneCount)).map { $0 }
        var scores = [Float](repeating: 0, count: lanes.count)
        let bytes = UnsafeBufferPointer(codes.bytes.bindMemory(to: UInt8.self))
        let blockByteCount = rowCount * CodeBlock.laneCount
        return tables.withUnsafeBufferPointer { tables in
            lanes.withUnsafeBufferPointer { lanes in
                scores.withUnsafeMutableBufferPointer { scores in
                    Timing(repeatCount: repeatCount) { _ in
                        for block in 0..<blockCount {
                            kernels.codeScores(
                                UnsafeBufferPointer(
                                    rebasing: bytes[block * blockByteCount..<(block + 1) * blockByteCount]),
                                laneStride: CodeBlock.laneCount, lanes: lanes, tables: tables, into: scores)
                        }
                    }.minimum
                }
            }
        }
    }
}
