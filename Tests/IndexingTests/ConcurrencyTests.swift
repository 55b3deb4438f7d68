import Ground
import Indexing
import Testing
import TrialGround
import Vocabulary

struct ConcurrencyTests {
    /// What the writer tells the readers.
    struct Shared {
        var view: SegmentView
        var isDone = false
        var checkedCount = 0
        var failureCount = 0
    }

    @Test
    func `readers of published views see whole items while the writer appends and deletes`() throws {
        let layout = FieldLayout(dimension: 3, metric: .innerProduct)
        let segment = GrowingSegment(layouts: [layout])
        let shared = Guarded(Shared(view: segment.publish()))
        let readers = (0..<2).map { reader in
            NamedThread(name: "reader \(reader)") {
                var scratch = SearchScratch()
                var random = SeededRandom(seed: UInt64(reader))
                var checked = 0
                while true {
                    let (view, isDone) = shared.withLock { ($0.view, $0.isDone) }
                    if isDone, checked >= 20 { break }
                    let failures = Self.failureCount(view, layout, &scratch, &random)
                    checked += 1
                    shared.withLock { $0.failureCount += failures }
                }
                let total = checked
                shared.withLock { $0.checkedCount += total }
            }
        }
        for number in 0..<6_000 {
            // Item n has the vector (n mod 100, 1, 0), the tag n mod 7 and the hash n; every third is deleted.
            let vector: [Float] = [Float(number % 100), 1, 0]
            let ordinal = try segment.append(
                idHash: UInt64(number), vectors: [layout.encode(vector)], tags: [UInt32(number % 7)],
                similar: [UInt64(number + 1)])
            if number % 3 == 2 { segment.delete(ordinal - 1) }
            if number % 10 == 9 {
                let view = segment.publish()
                shared.withLock { $0.view = view }
            }
        }
        shared.withLock { $0.isDone = true }
        for reader in readers { reader.join() }
        let (checkedCount, failureCount) = shared.withLock { ($0.checkedCount, $0.failureCount) }
        #expect(failureCount == 0)
        #expect(checkedCount >= 40)
    }

    /// How many promises the view broke.
    static func failureCount(
        _ view: SegmentView, _ layout: FieldLayout, _ scratch: inout SearchScratch, _ random: inout SeededRandom
    ) -> Int {
        var failures = 0
        let live = view.count - view.count / 3
        if abs(view.liveCount - live) > 1 { failures += 1 }
        let tag = UInt32(random.next() % 7)
        let allowed = try! view.compile(OrdinalFilter(anyTags: [[tag]]))
        let query = try! PreparedQuery([1, 0, 0], layout: layout)
        let found = try! view.nearest(field: 0, query: query, allowed: allowed, count: 20, scratch: &scratch)
        for neighbor in found {
            let number = UInt64(neighbor.ordinal)
            if view.idHash(neighbor.ordinal) != number || neighbor.tie != number { failures += 1 }
            if view.tags(neighbor.ordinal) != [tag] || number % 7 != UInt64(tag) { failures += 1 }
            if view.similar(neighbor.ordinal) != [number + 1] { failures += 1 }
            if neighbor.score != Float(number % 100) || number % 3 == 1 && number + 1 < UInt64(view.count) {
                failures += 1
            }
            if view.ordinals(ofIdHash: number) != [neighbor.ordinal] { failures += 1 }
        }
        if view.count > 2_000, found.count != 20 { failures += 1 }
        return failures
    }
}
