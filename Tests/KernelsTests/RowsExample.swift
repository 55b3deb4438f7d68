import Kernels
import TrialGround
import Vocabulary

/// Rows and a query of one shape, padded.
struct RowsExample {
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
