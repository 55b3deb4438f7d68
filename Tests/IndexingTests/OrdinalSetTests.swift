import Indexing
import Testing
import TrialGround

struct OrdinalSetTests {
    @Test(arguments: [0, 1, 63, 64, 65, 200], [1, 2, 3] as [UInt64])
    func `sets combine as sets of numbers do`(bound: Int, seed: UInt64) {
        var random = SeededRandom(seed: seed)
        let all = Set((0..<UInt32(bound)))
        let left = all.filter { _ in Bool.random(using: &random) }, right = all.filter { _ in random.next() % 3 == 0 }
        let leftSet = OrdinalSet(bound: bound, left), rightSet = OrdinalSet(bound: bound, right)
        var both = leftSet, either = leftSet, less = leftSet
        both.formIntersection(rightSet)
        either.formUnion(rightSet)
        less.subtract(rightSet)
        #expect(Array(both) == left.intersection(right).sorted())
        #expect(Array(either) == left.union(right).sorted())
        #expect(Array(less) == left.subtracting(right).sorted())
        #expect(Array(leftSet.complement()) == all.subtracting(left).sorted())
        #expect(leftSet.count == left.count)
        #expect(leftSet.isEmpty == left.isEmpty)
        #expect(Array(OrdinalSet(bound: bound, full: true)) == all.sorted())
    }

    @Test
    func `what was removed is not contained`() {
        var set = OrdinalSet(bound: 100, [3, 64, 99])
        set.remove(64)
        set.remove(500)
        #expect(Array(set) == [3, 99])
        #expect(set.contains(99) && !set.contains(64) && !set.contains(500))
    }
}
