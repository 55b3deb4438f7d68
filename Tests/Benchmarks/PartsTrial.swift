import Kernels
import TrialGround

/// Random centroids of parts, and vectors to encode with them.
struct PartsTrial {
    private static let rowCount = 256

    private let partCount: Int
    private let dimension: Int
    private let rows: [Float]
    private let centroids: [Float]
    private let halfNorms: [Float]
    private let codes: [UInt8]
    private let tables: [Float]

    init(dimension: Int, partCount: Int) {
        self.dimension = dimension
        self.partCount = partCount
        var random = SeededRandom(seed: 2)
        func floats(_ count: Int) -> [Float] { (0..<count).map { _ in Float.random(in: -1...1, using: &random) } }
        rows = floats(Self.rowCount * dimension)
        centroids = floats(dimension * 256)
        halfNorms = floats(partCount * 256)
        tables = floats(partCount * 256)
        codes = (0..<partCount * CodeBlock.laneCount).map { _ in UInt8.random(in: .min ... .max, using: &random) }
    }

    /// The milliseconds of the fastest making of one query's tables.
    func tables(_ kernels: KernelSet, repeatCount: Int) -> Double {
        var tables = [Float](repeating: 0, count: partCount * 256)
        return rows.prefix(dimension).withUnsafeBufferPointer { query in
            centroids.withUnsafeBufferPointer { centroids in
                tables.withUnsafeMutableBufferPointer { tables in
                    Timing(repeatCount: repeatCount) { _ in
                        for _ in 0..<10 {
                            kernels.codeTables(of: query, centroids: centroids, partCount: partCount, into: tables)
                        }
                    }.minimum / 10
                }
            }
        }
    }

    /// The milliseconds of a vector in the fastest encoding of a batch.
    func encode(_ kernels: KernelSet, repeatCount: Int) -> Double {
        var codes = [UInt8](repeating: 0, count: Self.rowCount * partCount)
        return rows.withUnsafeBufferPointer { rows in
            centroids.withUnsafeBufferPointer { centroids in
                halfNorms.withUnsafeBufferPointer { halfNorms in
                    codes.withUnsafeMutableBufferPointer { codes in
                        Timing(repeatCount: repeatCount) { _ in
                            kernels.encodeRows(
                                rows, rowCount: Self.rowCount, centroids: centroids, halfNorms: halfNorms,
                                partCount: partCount, codes: codes)
                        }.minimum / Double(Self.rowCount)
                    }
                }
            }
        }
    }

    /// The milliseconds of a score in the fastest scoring of some lanes of a block.
    func score(_ kernels: KernelSet, laneCount: Int) -> Double {
        let lanes = (0..<laneCount).map { UInt8($0 * 29 % CodeBlock.laneCount) }
        var scores = [Float](repeating: 0, count: laneCount)
        return tables.withUnsafeBufferPointer { tables in
            lanes.withUnsafeBufferPointer { lanes in
                codes.withUnsafeBufferPointer { codes in
                    scores.withUnsafeMutableBufferPointer { scores in
                        Timing(repeatCount: 100) { _ in
                            for _ in 0..<100 {
                                kernels.codeScores(
                                    codes, laneStride: CodeBlock.laneCount, lanes: lanes, tables: tables, into: scores)
                            }
                        }.minimum / Double(100 * laneCount)
                    }
                }
            }
        }
    }
}
