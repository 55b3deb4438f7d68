import Testing
import TrialGround
import Vocabulary

@testable import Indexing

@Suite struct CodeCandidatesTests {
    /// Offers all that is not below the bar, and checks that the bar was never too high.
    private func best(of offered: [Neighbor], capacity: Int, isDistinct: Bool) -> [Neighbor] {
        var candidates = CodeCandidates()
        var found: [Neighbor] = []
        let ties = Dictionary(offered.map { ($0.ordinal, $0.tie) }, uniquingKeysWith: { first, _ in first })
        // What was found before changes nothing once it was forgotten.
        for offered in [offered.reversed(), offered] {
            candidates.prepare(capacity: capacity, isDistinct: isDistinct)
            for neighbor in offered where neighbor.score >= candidates.bar {
                candidates.offer(neighbor.ordinal, neighbor.score) { ties[$0]! }
            }
            found = candidates.sorted { ties[$0]! }
            if found.count == capacity, capacity > 0 { #expect(candidates.bar == found[capacity - 1].score) }
        }
        return found
    }

    @Test(arguments: [1, 2, 3, 4, 5] as [UInt64], [false, true])
    func `the best are kept, each ordinal once with its better score`(seed: UInt64, isDistinct: Bool) {
        var random = SeededRandom(seed: seed)
        for capacity in [0, 1, 2, 7, 50, 500, 3_000] {
            for (ordinalCount, scoreCount) in [(2_000, 20), (2_000, 1_000_000), (40, 50), (1, 9)] {
                let offered = (0..<3_000).map { place in
                    // Offered once each, or some of them often.
                    let ordinal = UInt32(isDistinct ? Int.random(in: 0..<ordinalCount, using: &random) : place)
                    return Neighbor(
                        ordinal: ordinal, score: Float(Int.random(in: 0..<scoreCount, using: &random)) / 4 - 10,
                        tie: UInt64(ordinal) * 7 % 4)
                }
                var expected: [Neighbor] = []
                var seen: Set<UInt32> = []
                for neighbor in offered.sorted(by: { $0.precedes($1) }) where seen.insert(neighbor.ordinal).inserted {
                    expected.append(neighbor)
                }
                let found = best(of: offered, capacity: capacity, isDistinct: isDistinct)
                #expect(found == Array(expected.prefix(capacity)))
            }
        }
    }

    @Test func `equal scores are decided by ties, then by ordinals, be there ever so many`() {
        let offered = (0..<5_000).map { (place: Int) -> Neighbor in
            let score: Float = place % 2 == 0 ? -0.0 : 0
            return Neighbor(ordinal: UInt32(place), score: score, tie: UInt64((place * 37) % 100))
        }
        let expected = offered.sorted { ($0.tie, $0.ordinal) < ($1.tie, $1.ordinal) }.prefix(33)
        let found = best(of: offered, capacity: 33, isDistinct: false)
        #expect(found.map(\.ordinal) == expected.map(\.ordinal))
    }

    @Test func `extreme scores keep their order, and what is no number never enters`() {
        let scores: [Float] = [
            -.infinity, -.greatestFiniteMagnitude, -1, -.leastNonzeroMagnitude, 0, .leastNonzeroMagnitude, 1,
            .greatestFiniteMagnitude, .infinity,
        ]
        let offered = scores.enumerated().map { Neighbor(ordinal: UInt32($0), score: $1, tie: 0) }
        let found = best(
            of: offered.reversed() + [Neighbor(ordinal: 99, score: .nan, tie: 0)], capacity: 20, isDistinct: true)
        #expect(found == offered.reversed())
    }
}
