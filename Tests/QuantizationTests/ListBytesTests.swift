import Kernels
import Testing
import TrialGround
import Vocabulary

@testable import Quantization

/// What bytes of centroids rule out is never among the nearest.
@Suite struct ListBytesTests {
    /// Centroids that are hard to tell apart, or lie on very different scales.
    enum Kind: CaseIterable {
        case scattered, crowded, uneven, repeated, zeros, tiny, huge
    }

    private func centroids(_ kind: Kind, count: Int, dimension: Int, seed: UInt64) -> [Float] {
        var random = SeededRandom(seed: seed)
        let middle = (0..<dimension).map { _ in Float.random(in: -1...1, using: &random) }
        return (0..<count).flatMap { list in
            (0..<dimension).map { index in
                let noise = Float.random(in: -1...1, using: &random)
                switch kind {
                case .scattered: return noise
                case .crowded: return middle[index] + noise * 1e-3
                case .uneven: return noise * Float(sign: .plus, exponent: list % 20 - 10, significand: 1)
                case .repeated: return Float(list % 7) - middle[index]
                case .zeros: return list % 3 == 0 ? 0 : noise
                case .tiny: return noise * 1e-12
                case .huge: return noise * 1e8
                }
            }
        }
    }

    @Test(arguments: Kind.allCases, [1, 33, 384])
    func `no list that is among the nearest is ruled out`(kind: Kind, dimension: Int) throws {
        let count = 200
        let centroids = centroids(kind, count: count, dimension: dimension, seed: UInt64(dimension))
        let halfNorms = (0..<count).map { list in
            centroids[list * dimension..<(list + 1) * dimension].reduce(Float(0)) { $0 + $1 * $1 } / 2
        }
        var random = SeededRandom(seed: 7)
        let bytes = try #require(
            centroids.withUnsafeBufferPointer { centroids in
                halfNorms.withUnsafeBufferPointer {
                    ListBytes(centroids: centroids, halfNorms: $0, dimension: dimension)
                }
            })
        for trial in 0..<8 {
            // Near a centroid, near none, and short and long ones.
            let near = Int.random(in: 0..<count, using: &random)
            let scale: Float = [1, 1, 1e-6, 1e6][trial % 4]
            let query = (0..<dimension).map { index in
                let noise = Float.random(in: -1...1, using: &random)
                return scale * (trial < 4 ? noise : centroids[near * dimension + index] + noise * 1e-2)
            }
            for isProduct in [false, true] {
                try check(bytes, centroids, isProduct ? nil : halfNorms, query)
            }
        }
    }

    private func check(_ bytes: ListBytes, _ centroids: [Float], _ halfNorms: [Float]?, _ query: [Float]) throws {
        let dimension = query.count
        let distances = (0..<bytes.listCount).map { list in
            let product = query.withUnsafeBufferPointer { query in
                centroids[list * dimension..<(list + 1) * dimension].withUnsafeBufferPointer {
                    KernelSet.best.product(query, $0)
                }
            }
            return (halfNorms?[list] ?? 0) - product
        }
        let order = distances.indices.sorted { (distances[$0], $0) < (distances[$1], $1) }
        var lowers = [Float](repeating: 0, count: bytes.listCount)
        for count in [1, 2, 17, 99] {
            let nearest = Set(order.prefix(count).map { UInt32($0) })
            var answers: [[UInt32]] = []
            for set in InstructionSet.allCases.filter(\.isSupported) {
                let kernels = try KernelSet(set)
                let candidates = query.withUnsafeBufferPointer { query in
                    lowers.withUnsafeMutableBufferPointer { lowers -> [UInt32]? in
                        guard let halfNorms else {
                            return bytes.candidates(
                                nearestTo: query, count: count, halfNorms: nil, lowers: lowers, kernels: kernels)
                        }
                        return halfNorms.withUnsafeBufferPointer {
                            bytes.candidates(
                                nearestTo: query, count: count, halfNorms: $0, lowers: lowers, kernels: kernels)
                        }
                    }
                }
                let found = try #require(candidates)
                #expect(nearest.isSubset(of: found) && found == found.sorted())
                answers.append(found)
            }
            #expect(answers.allSatisfy { $0 == answers[0] }, "the same on every instruction set")
        }
    }

    @Test func `most lists are ruled out when they are far apart`() throws {
        let dimension = 64, count = 1_000
        let centroids = centroids(.scattered, count: count, dimension: dimension, seed: 3)
        let bytes = try #require(
            centroids.withUnsafeBufferPointer { centroids in
                [Float](repeating: 0, count: count).withUnsafeBufferPointer {
                    ListBytes(centroids: centroids, halfNorms: $0, dimension: dimension)
                }
            })
        var lowers = [Float](repeating: 0, count: count)
        let candidates = centroids[..<dimension].withUnsafeBufferPointer { query in
            lowers.withUnsafeMutableBufferPointer {
                bytes.candidates(nearestTo: query, count: 20, halfNorms: nil, lowers: $0, kernels: .best)
            }
        }
        #expect((20...40).contains(try #require(candidates).count))
    }

    @Test(arguments: [0, 1e-20, 1e20] as [Float])
    func `a query out of range is left to the floats`(length: Float) throws {
        let centroids = centroids(.scattered, count: 128, dimension: 4, seed: 1)
        let bytes = try #require(
            centroids.withUnsafeBufferPointer { centroids in
                [Float](repeating: 0, count: 128).withUnsafeBufferPointer {
                    ListBytes(centroids: centroids, halfNorms: $0, dimension: 4)
                }
            })
        var lowers = [Float](repeating: 0, count: 128)
        let candidates = [0, length, 0, 0].withUnsafeBufferPointer { query in
            lowers.withUnsafeMutableBufferPointer {
                bytes.candidates(nearestTo: query, count: 2, halfNorms: nil, lowers: $0, kernels: .best)
            }
        }
        #expect(candidates == nil)
    }
}
