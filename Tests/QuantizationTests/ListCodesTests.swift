import Ground
import Kernels
import Testing
import TrialGround
import Vocabulary

@testable import Quantization

/// What codes of centroids say about the nearest lists.
@Suite struct ListCodesTests {
    private static let dimension = 27

    private func codes(
        _ centroids: [Float], isByProduct: Bool = false, threadCount: Int = 2, _ kernels: KernelSet = .best
    ) -> ListCodes {
        centroids.withUnsafeBufferPointer {
            ListCodes(
                ListCodes.Source(floats: $0, dimension: Self.dimension), isByProduct: isByProduct,
                team: WorkTeam(name: "trial", threadCount: threadCount), kernels: kernels)
        }
    }

    private func candidates(
        _ codes: ListCodes, _ query: [Float], count: Int, _ kernels: KernelSet = .best
    ) -> [UInt32]? {
        var found: [UInt32]?
        query.withUnsafeBufferPointer { query in
            codes.candidates(nearestTo: query, count: count, kernels: kernels) { found = $0.map { Array($0) } }
        }
        return found
    }

    /// Many places, some centroids about each.
    private func clustered(_ count: Int, _ random: inout SeededRandom) -> [Float] {
        let places = (0..<60).map { _ in (0..<Self.dimension).map { _ in Float.random(in: -1...1, using: &random) } }
        return (0..<count).flatMap { list in
            places[list % places.count].map { $0 + Float.random(in: -0.3...0.3, using: &random) }
        }
    }

    @Test(arguments: ListChoiceTests.Centroids.allCases, [false, true])
    func `more lists than asked for are found, whatever the centroids`(
        kind: ListChoiceTests.Centroids, isByProduct: Bool
    ) throws {
        var random = SeededRandom(seed: 5)
        // No whole number of blocks.
        let count = 1_003
        let centroids = kind.components(listCount: count, dimension: Self.dimension, &random)
        let codes = codes(centroids, isByProduct: isByProduct)
        for query in ListChoiceTests.queries(Self.dimension, &random) {
            for asked in [1, 8, 100, count] {
                var answers: [[UInt32]?] = []
                for set in InstructionSet.allCases where set.isSupported {
                    answers.append(candidates(codes, query, count: asked, try KernelSet(set)))
                }
                #expect(answers.allSatisfy { $0 == answers[0] })
                guard let found = try #require(answers.first) else { continue }
                #expect(found.count >= min(count, asked + asked / 4))
                #expect(zip(found, found.dropFirst()).allSatisfy { $0 < $1 })
                #expect(found.allSatisfy { $0 < count })
            }
        }
    }

    @Test(arguments: [1, 2, 3])
    func `nearly all of the nearest are among them, and they are few`(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        let count = 20_000
        let centroids = clustered(count, &random)
        let codes = codes(centroids)
        let (asked, queryCount) = (100, 20)
        var (foundCount, candidateCount) = (0, 0)
        for query in 0..<queryCount {
            let start = query * 37 * Self.dimension
            let vector = centroids[start..<start + Self.dimension].map {
                $0 + Float.random(in: -0.1...0.1, using: &random)
            }
            let distances = (0..<count).map { list in
                (0..<Self.dimension).reduce(Float(0)) { sum, index in
                    let difference = vector[index] - centroids[list * Self.dimension + index]
                    return sum + difference * difference
                }
            }
            let nearest = (0..<count).sorted { distances[$0] < distances[$1] }.prefix(asked)
            let found = try #require(candidates(codes, vector, count: asked))
            candidateCount += found.count
            foundCount += Set(found).intersection(nearest.map { UInt32($0) }).count
        }
        #expect(Double(foundCount) >= 0.95 * Double(asked * queryCount), "\(foundCount)")
        #expect(candidateCount <= 6 * asked * queryCount, "\(candidateCount)")
    }

    @Test func `neither threads nor instruction set change the codes`() throws {
        var random = SeededRandom(seed: 6)
        let centroids = clustered(2_000, &random)
        let query = (0..<Self.dimension).map { _ in Float.random(in: -1...1, using: &random) }
        let expected = candidates(codes(centroids), query, count: 50)
        for set in InstructionSet.allCases where set.isSupported {
            for threadCount in [1, 5] {
                let codes = codes(centroids, threadCount: threadCount, try KernelSet(set))
                #expect(candidates(codes, query, count: 50) == expected)
            }
        }
    }

    @Test func `a codebook of very many lists chooses by them, nearest first, alone and together`() throws {
        var random = SeededRandom(seed: 7)
        let codebook = try ListChoiceTests.codebook(
            .plain, metric: .cosine, listCount: ListCodes.listCountMin + 7, random: &random)
        #expect(codebook.listCodes != nil)
        #expect(codebook.listByteCount < codebook.listCount * Self.dimension)
        let queries = (0..<3).map { _ in
            (0..<codebook.dimension).map { _ in Float.random(in: -1...1, using: &random) }
        }
        let together = codebook.lists(
            nearestTo: queries, [ListAsk(count: 64), ListAsk(count: 64), ListAsk(count: 5_000)], kernels: .best)
        for (query, lists) in zip(queries, together) {
            let order = ListChoiceTests.order(codebook, query)
            var rank = [Int](repeating: 0, count: order.count)
            for (place, list) in order.enumerated() { rank[Int(list)] = place }
            let ranks = lists.map { rank[Int($0)] }
            #expect(zip(ranks, ranks.dropFirst()).allSatisfy { $0 < $1 })
            #expect(ranks.count { $0 < lists.count } >= lists.count * 6 / 10)
            #expect(codebook.lists(nearestTo: query, count: lists.count, kernels: .best) == lists)
            // Far more than codes are of use for: all are compared.
            if lists.count == 5_000 { #expect(lists == Array(order.prefix(5_000))) }
            let reached = codebook.lists(nearestTo: query, ListAsk(count: 64, reach: 0), kernels: .best)
            #expect(!reached.isEmpty && reached.count < 64)
        }
    }
}
