import Kernels
import Vocabulary

@testable import Quantization

/// What a codebook says of a query, one number after the other: which lists are near, and what a code is worth.
///
/// Sums of whole vectors have an order that belongs to the definition: component i is fused into lane i mod 16, and
/// the upper half of the lanes is added to the lower half until one is left.
struct PlainCodes {
    let codebook: Codebook
    /// By list.
    private let centroids: [[Float]]
    /// Component i of centroid k of its part: `[i][k]`.
    private let parts: [[Float]]

    init(_ codebook: Codebook) {
        self.codebook = codebook
        let width = codebook.paddedDimension
        let lists = Array(codebook.listCentroids)
        centroids = (0..<codebook.listCount).map { Array(lists[$0 * width..<($0 + 1) * width]) }
        let columns = Array(codebook.partCentroids)
        let count = codebook.centroidCount
        parts = (0..<width).map { Array(columns[$0 * count..<($0 + 1) * count]) }
    }

    /// What is taken off vectors compared by squared distance.
    var centre: [Float] { Array(codebook.centre) }

    static func product(_ left: [Float], _ right: [Float]) -> Float {
        lanes(left.count) { $0.addProduct(left[$1], right[$1]) }
    }

    static func squaredDistance(_ left: [Float], _ right: [Float]) -> Float {
        lanes(left.count) { $0.addProduct(left[$1] - right[$1], left[$1] - right[$1]) }
    }

    private static func lanes(_ count: Int, _ add: (inout Float, Int) -> Void) -> Float {
        var lanes = [Float](repeating: 0, count: 16)
        for index in 0..<count { add(&lanes[index % 16], index) }
        for width in [8, 4, 2, 1] {
            for lane in 0..<width { lanes[lane] += lanes[lane + width] }
        }
        return lanes[0]
    }

    private func transformed(_ vector: [Float]) -> [Float] {
        var result = vector
        if codebook.metric == .l2 { result = zip(result, codebook.mean).map { $0 - $1 } }
        if codebook.transform != .none {
            let (matrix, dimension) = (Array(codebook.matrix), codebook.dimension)
            result = (0..<codebook.reducedDimension).map {
                Self.product(Array(matrix[$0 * dimension..<($0 + 1) * dimension]), result)
            }
        }
        return result + [Float](repeating: 0, count: codebook.paddedDimension - result.count)
    }

    /// The `count` nearest lists, nearest first.
    func lists(nearestTo query: [Float], count: Int) -> [UInt32] {
        ordered(query).prefix(count).map { UInt32($0.list) }
    }

    /// Of those, the ones no more than `reach` farther than the first eight are on average, and always the first.
    func lists(nearestTo query: [Float], count: Int, reach: Float) -> [UInt32] {
        let ordered = ordered(query)
        var sum: Float = 0
        for entry in ordered.prefix(8) { sum += entry.distance }
        let mean = sum / Float(min(8, ordered.count))
        return ordered.prefix(count).enumerated().filter { $0 == 0 || $1.distance - mean <= reach }
            .map { UInt32($1.list) }
    }

    private func ordered(_ query: [Float]) -> [(list: Int, distance: Float)] {
        let query = transformed(query)
        let distances = centroids.map { centroid in
            let product = Self.product(query, centroid)
            return codebook.metric == .innerProduct ? -product : Self.product(centroid, centroid) / 2 - product
        }
        let order = distances.indices.sorted { (distances[$0], $0) < (distances[$1], $1) }
        return order.map { ($0, distances[$0]) }
    }

    /// Lists and codes of each vector: one, or with a spill two.
    func encode(_ vectors: [[UInt16]]) -> [[(list: UInt32, code: ArraySlice<UInt8>)]] {
        var lists: [UInt32] = []
        var codes: [UInt8] = []
        var spillLists: [UInt32] = []
        var spillCodes: [UInt8] = []
        vectors.flatMap(\.self).withUnsafeBufferPointer {
            if codebook.isSpilled {
                codebook.encode(
                    halves: $0, stride: codebook.dimension, rowCount: vectors.count, lists: &lists, codes: &codes,
                    spillLists: &spillLists, spillCodes: &spillCodes, kernels: try! KernelSet(.scalar))
            } else {
                codebook.encode(
                    halves: $0, stride: codebook.dimension, rowCount: vectors.count, lists: &lists, codes: &codes,
                    kernels: try! KernelSet(.scalar))
            }
        }
        let width = codebook.rowCount
        return lists.enumerated().map { row, list in
            let range = row * width..<(row + 1) * width
            guard codebook.isSpilled, spillLists[row] != Codebook.noList else { return [(list, codes[range])] }
            return [(list, codes[range]), (spillLists[row], spillCodes[range])]
        }
    }

    /// What a code in a list is worth for `query`.
    func scoring(_ query: [Float]) -> (_ list: UInt32, _ code: ArraySlice<UInt8>) -> Float {
        let query = transformed(query)
        let isL2 = codebook.metric == .l2
        var tables = (0..<codebook.partCount).map { part in
            (0..<codebook.centroidCount).map { centroid in
                var chain: Float = 0
                for index in part * codebook.partDimension..<(part + 1) * codebook.partDimension {
                    chain.addProduct(isL2 ? 2 * query[index] : query[index], parts[index][centroid])
                }
                return chain
            }
        }
        if isL2 {
            // The scalar of a code, high byte and low byte, in steps; or the halves of each, the low one first.
            for weight in codebook.codeBits == 4 ? [256, 4_096, 1, 16] : [256, 1] as [Float] {
                tables.append((0..<codebook.centroidCount).map { -(codebook.scalarStep * weight * Float($0)) })
            }
        }
        if codebook.codeBits == 4 {
            tables = (0..<tables.count / 2).map { row in
                (0..<256).map { tables[2 * row][$0 % 16] + tables[2 * row + 1][$0 / 16] }
            }
        }
        let constants = centroids.map { centroid in
            let product = Self.product(query, centroid)
            guard isL2 else { return product }
            let lengths = (Self.product(centroid, centroid), Self.product(query, query))
            return 2 * product - lengths.0 - lengths.1 - codebook.scalarMin
        }
        return { list, code in
            var terms = zip(tables, code).map { table, byte in table[Int(byte)] }
            let first = terms.removeFirst()
            return terms.reduce(first, +) + constants[Int(list)]
        }
    }
}
