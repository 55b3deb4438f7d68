import Kernels
import Vocabulary

@testable import Quantization

/// Lists, codes and scores of a codebook by their definition, one number after the other.
///
/// Products of whole vectors are those of the scalar twin, as their order of additions belongs to the definition.
struct CodeOracle {
    let codebook: Codebook
    private let kernels = try! KernelSet(.scalar)
    private let mean: [Float]
    private let matrix: [Float]
    private let listCentroids: [[Float]]
    /// Component i of centroid k of all parts: `[i][k]`.
    private let partCentroids: [[Float]]
    private let partHalfNorms: [[Float]]

    init(_ codebook: Codebook) {
        self.codebook = codebook
        mean = Array(codebook.mean)
        matrix = Array(codebook.matrix)
        let width = codebook.partCount * codebook.partDimension
        listCentroids = (0..<codebook.listCount).map {
            Array(codebook.listCentroids[$0 * width..<($0 + 1) * width])
        }
        let count = codebook.centroidCount
        partCentroids = (0..<width).map { Array(codebook.partCentroids[$0 * count..<($0 + 1) * count]) }
        partHalfNorms = (0..<codebook.partCount).map {
            Array(codebook.partHalfNorms[$0 * count..<($0 + 1) * count])
        }
    }

    private func product(_ left: [Float], _ right: [Float]) -> Float {
        left.withUnsafeBufferPointer { left in right.withUnsafeBufferPointer { kernels.product(left, $0) } }
    }

    func transformed(_ vector: [Float]) -> [Float] {
        var result = vector
        if codebook.metric == .l2 { for index in result.indices { result[index] -= mean[index] } }
        if !matrix.isEmpty {
            let dimension = codebook.dimension
            result = (0..<codebook.reducedDimension).map {
                product(Array(matrix[$0 * dimension..<($0 + 1) * dimension]), result)
            }
        }
        let width = codebook.partCount * codebook.partDimension
        return result + [Float](repeating: 0, count: width - result.count)
    }

    /// The lists of a stored vector, one, or with a spill two, and its codes there.
    func encode(_ halves: [UInt16]) -> [(list: Int, code: [UInt8])] {
        let vector = transformed(kernels.floats(halves))
        let distances = listCentroids.map { product($0, $0) / 2 - product(vector, $0) }
        let list = distances.indices.min { (distances[$0], $0) < (distances[$1], $1) }!
        let second = spill(vector, besides: list)
        return ([list] + (second.map { [$0] } ?? [])).map { ($0, code(vector, list: $0)) }
    }

    /// The second list of a transformed vector.
    private func spill(_ vector: [Float], besides list: Int) -> Int? {
        let rest = zip(vector, listCentroids[list]).map { $0 - $1 }
        let squaredLength = product(rest, rest)
        guard codebook.isSpilled, listCentroids.count > 1, squaredLength > 0 else { return nil }
        let scale = Float((Double(codebook.spillWeight) / 2 / Double(squaredLength)).squareRoot())
        let direction = rest.map { $0 * scale }
        let along = Double(product(vector, direction))
        let halfNorms = listCentroids.map { product($0, $0) / 2 }
        let losses = listCentroids.indices.map { other -> Double in
            let distance = Double(halfNorms[other]) - Double(product(vector, listCentroids[other]))
            let rest = along - Double(product(direction, listCentroids[other]))
            return distance + rest * rest
        }
        return losses.indices.filter { $0 != list }.min { (losses[$0], $0) < (losses[$1], $1) }
    }

    /// The code of a transformed vector in a list.
    private func code(_ vector: [Float], list: Int) -> [UInt8] {
        let rest = zip(vector, listCentroids[list]).map { $0 - $1 }
        let numbers = (0..<codebook.partCount).map { part in
            let components = part * codebook.partDimension..<(part + 1) * codebook.partDimension
            var values = partHalfNorms[part]
            for component in components {
                let factor = -rest[component]
                for centroid in values.indices {
                    values[centroid].addProduct(factor, partCentroids[component][centroid])
                }
            }
            return UInt8(values.indices.min { (values[$0], $0) < (values[$1], $1) }!)
        }
        var code = numbers
        if codebook.codeBits == 4 {
            code = (0..<codebook.partCount / 2).map { numbers[2 * $0] + 16 * numbers[2 * $0 + 1] }
        }
        if codebook.metric == .l2 {
            let stands = rest.indices.map { partCentroids[$0][Int(numbers[$0 / codebook.partDimension])] }
            let scalar = product(stands, stands) + 2 * product(listCentroids[list], stands)
            let step = ((scalar - codebook.scalarMin) / codebook.scalarStep).rounded(.down)
            let quantized = UInt16(min(max(step, 0), 65_535))
            code += [UInt8(quantized >> 8), UInt8(quantized & 255)]
        }
        return code
    }

    /// The float tables of a query, a row of the code each, and the constant of each list.
    func tables(_ query: [Float]) -> (tables: [[Float]], constants: [Float]) {
        let vector = transformed(query)
        let isL2 = codebook.metric == .l2
        let factors = isL2 ? vector.map { 2 * $0 } : vector
        var tables = (0..<codebook.partCount).map { part in
            (0..<codebook.centroidCount).map { centroid in
                (part * codebook.partDimension..<(part + 1) * codebook.partDimension).reduce(Float(0)) {
                    $0.addingProduct(factors[$1], partCentroids[$1][centroid])
                }
            }
        }
        let weights: [Float] = codebook.codeBits == 4 ? [256, 4_096, 1, 16] : [256, 1]
        for weight in isL2 ? weights : [] {
            tables.append((0..<codebook.centroidCount).map { -(codebook.scalarStep * weight * Float($0)) })
        }
        if codebook.codeBits == 4 {
            tables = (0..<tables.count / 2).map { row in
                (0..<256).map { tables[2 * row][$0 % 16] + tables[2 * row + 1][$0 / 16] }
            }
        }
        let constants = listCentroids.map { centroid in
            let nearness = product(vector, centroid)
            guard isL2 else { return nearness }
            return (2 * nearness - product(centroid, centroid)) - product(vector, vector) - codebook.scalarMin
        }
        return (tables, constants)
    }

    /// The score of a code.
    static func score(_ code: [UInt8], _ tables: [[Float]], _ constant: Float) -> Float {
        var sum = tables[0][Int(code[0])]
        for (table, byte) in zip(tables, code).dropFirst() { sum += table[Int(byte)] }
        return sum + constant
    }
}
