import Kernels
import TrialGround

/// Rows, cut into parts, and the centroids of the parts, transposed.
struct PartsExample {
    let partCount: Int
    let partDimension: Int
    let rowCount: Int
    let rows: [Float]
    let centroids: [Float]
    let halfNorms: [Float]

    var dimension: Int { partCount * partDimension }

    /// With `distinctCount` under 256 centroid `k` is a copy of centroid `k % distinctCount`.
    init(
        partCount: Int, partDimension: Int, rowCount: Int, flavour: Flavour = .plain, distinctCount: Int = 256,
        random: inout SeededRandom
    ) {
        self.partCount = partCount
        self.partDimension = partDimension
        self.rowCount = rowCount
        let dimension = partCount * partDimension
        rows = flavour.floats(rowCount * dimension, &random)
        var centroids = flavour.floats(dimension * 256, &random)
        for index in centroids.indices { centroids[index] = centroids[index / 256 * 256 + index % 256 % distinctCount] }
        self.centroids = centroids
        halfNorms = (0..<partCount * 256).map { place in
            (0..<partDimension).reduce(0) { sum, index in
                let component = centroids[(place / 256 * partDimension + index) * 256 + place % 256]
                return sum + component * component / 2
            }
        }
    }

    /// The bits of the tables of row 0.
    func tables(_ kernels: KernelSet) -> [UInt32] {
        var tables = [Float](repeating: .nan, count: partCount * 256)
        rows.prefix(dimension).withUnsafeBufferPointer { query in
            centroids.withUnsafeBufferPointer { centroids in
                tables.withUnsafeMutableBufferPointer {
                    kernels.codeTables(of: query, centroids: centroids, partCount: partCount, into: $0)
                }
            }
        }
        return tables.map(\.bitPattern)
    }

    /// The codes of all rows and the bits of their values.
    func codes(_ kernels: KernelSet) -> (codes: [UInt8], values: [UInt32]) {
        var codes = [UInt8](repeating: 0xee, count: rowCount * partCount)
        var values = [Float](repeating: .nan, count: rowCount * partCount)
        withInput { rows, centroids, halfNorms in
            codes.withUnsafeMutableBufferPointer { codes in
                values.withUnsafeMutableBufferPointer {
                    kernels.encodeRows(
                        rows, rowCount: rowCount, centroids: centroids, halfNorms: halfNorms, partCount: partCount,
                        codes: codes, values: $0)
                }
            }
        }
        return (codes, values.map(\.bitPattern))
    }

    /// The codes of all rows, encoded without asking for values.
    func codesAlone(_ kernels: KernelSet) -> [UInt8] {
        var codes = [UInt8](repeating: 0xee, count: rowCount * partCount)
        withInput { rows, centroids, halfNorms in
            codes.withUnsafeMutableBufferPointer {
                kernels.encodeRows(
                    rows, rowCount: rowCount, centroids: centroids, halfNorms: halfNorms, partCount: partCount,
                    codes: $0)
            }
        }
        return codes
    }

    private func withInput(
        _ body: (UnsafeBufferPointer<Float>, UnsafeBufferPointer<Float>, UnsafeBufferPointer<Float>) -> Void
    ) {
        rows.withUnsafeBufferPointer { rows in
            centroids.withUnsafeBufferPointer { centroids in
                halfNorms.withUnsafeBufferPointer { body(rows, centroids, $0) }
            }
        }
    }
}
