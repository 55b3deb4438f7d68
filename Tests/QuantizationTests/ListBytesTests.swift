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

    /// Of one query, or, with `others`, of the last of several.
    private func candidates(
        _ bytes: ListBytes, _ query: [Float], others: [[Float]] = [], count: Int, _ halfNorms: [Float]?,
        _ kernels: KernelSet
    ) -> [UInt32]? {
        let all = others + [query]
        var found: [UInt32]?
        var calledCount = 0
        all.flatMap(\.self).withUnsafeBufferPointer { floats in
            let rows = all.indices.map {
                UnsafeBufferPointer(rebasing: floats[$0 * query.count..<($0 + 1) * query.count])
            }
            func choose(_ halfNorms: UnsafeBufferPointer<Float>?) {
                let asks = (others.map { _ in 3 } + [count]).map { ListAsk(count: $0) }
                bytes.candidates(nearestTo: rows, asks, halfNorms: halfNorms, kernels: kernels) {
                    calledCount += 1
                    if $0 == others.count { found = $1.map { Array($0) } }
                }
            }
            if let halfNorms { halfNorms.withUnsafeBufferPointer { choose($0) } } else { choose(nil) }
        }
        #expect(calledCount == all.count)
        return found
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
        for count in [1, 2, 17, 99] {
            let nearest = Set(order.prefix(count).map { UInt32($0) })
            var answers: [[UInt32]] = []
            for set in InstructionSet.allCases.filter(\.isSupported) {
                let kernels = try KernelSet(set)
                let candidates = candidates(bytes, query, count: count, halfNorms, kernels)
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
        let found = candidates(bytes, Array(centroids[..<dimension]), count: 20, nil, .best)
        #expect((20...40).contains(try #require(found).count))
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
        #expect(candidates(bytes, [0, length, 0, 0], count: 2, nil, .best) == nil)
    }

    @Test(arguments: 1...20)
    func `what is ruled out for a query does not depend on its company`(companyCount: Int) throws {
        let dimension = 40, count = 150
        let centroids = centroids(.scattered, count: count, dimension: dimension, seed: 8)
        let halfNorms = [Float](repeating: 0.3, count: count)
        let bytes = try #require(
            centroids.withUnsafeBufferPointer { centroids in
                halfNorms.withUnsafeBufferPointer {
                    ListBytes(centroids: centroids, halfNorms: $0, dimension: dimension)
                }
            })
        var random = SeededRandom(seed: UInt64(companyCount))
        // One in three is too short to say anything of it.
        let others = (0..<companyCount).map { place in
            (0..<dimension).map { _ in place % 3 == 1 ? 0 : Float.random(in: -2...2, using: &random) }
        }
        let query = (0..<dimension).map { _ in Float.random(in: -1...1, using: &random) }
        let alone = try #require(candidates(bytes, query, count: 9, halfNorms, .best))
        #expect(candidates(bytes, query, others: others, count: 9, halfNorms, .best) == alone)
    }
}
