import Testing
import Vocabulary

struct NearestKTests {
    @Test(arguments: [1, 2, 3, 4, 5] as [UInt64])
    func `what is kept is the head of the sorted list, ties included`(seed: UInt64) {
        var state = seed
        func draw(_ bound: UInt64) -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return (state >> 33) % bound
        }
        for capacity in [0, 1, 2, 7, 50, 500] {
            let offered = (0..<300).map {
                Neighbor(ordinal: UInt32($0), score: Float(draw(20)) - 10, tie: draw(4))
            }
            var nearest = NearestK(capacity: capacity)
            for neighbor in offered { nearest.offer(neighbor) }
            #expect(nearest.sorted() == Array(offered.sorted { $0.precedes($1) }.prefix(capacity)))
        }
    }

    @Test
    func `merging parts gives what offering all to one gives`() {
        let offered = (0..<100).map { Neighbor(ordinal: $0, score: Float($0 % 7), tie: UInt64($0 * 31 % 11)) }
        var whole = NearestK(capacity: 10), left = NearestK(capacity: 10), right = NearestK(capacity: 10)
        for neighbor in offered {
            whole.offer(neighbor)
            if neighbor.ordinal % 3 == 0 { left.offer(neighbor) } else { right.offer(neighbor) }
        }
        left.merge(right)
        #expect(left.sorted() == whole.sorted())
    }

    @Test
    func `a score that is not a number never enters`() {
        var nearest = NearestK(capacity: 3)
        let isKept = nearest.offer(Neighbor(ordinal: 0, score: .nan, tie: 0))
        #expect(!isKept)
        nearest.offer(Neighbor(ordinal: 1, score: -.infinity, tie: 0))
        #expect(nearest.sorted().map(\.ordinal) == [1])
    }

    @Test
    func `the bar is the worst score once all places are taken`() {
        var nearest = NearestK(capacity: 2)
        nearest.offer(Neighbor(ordinal: 0, score: 5, tie: 0))
        #expect(nearest.bar == -.infinity)
        nearest.offer(Neighbor(ordinal: 1, score: 3, tie: 0))
        #expect(nearest.bar == 3)
        nearest.offer(Neighbor(ordinal: 2, score: 4, tie: 0))
        #expect(nearest.bar == 4)
        nearest.removeAll()
        #expect(nearest.bar == -.infinity && nearest.count == 0)
    }

    @Test
    func `the lowest tie key wins among equal scores and then the lowest ordinal`() {
        var nearest = NearestK(capacity: 2)
        nearest.offer(Neighbor(ordinal: 9, score: 1, tie: 7))
        nearest.offer(Neighbor(ordinal: 4, score: 1, tie: 7))
        nearest.offer(Neighbor(ordinal: 8, score: 1, tie: 3))
        #expect(nearest.sorted().map(\.ordinal) == [8, 4])
    }
}
