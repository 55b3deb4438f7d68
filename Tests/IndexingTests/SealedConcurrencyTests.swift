import Ground
import Indexing
import Kernels
import Quantization
import Testing
import TrialGround
import Vocabulary

struct SealedConcurrencyTests {
    /// What the writer tells the readers.
    struct Shared {
        var view: SegmentView?
        var isDone = false
        var checkedCount = 0
        var failureCount = 0
    }

    static let layout = FieldLayout(dimension: 8, metric: .innerProduct)
    static let plan = TrainingPlan(listCount: 4, partCount: 4, coarseIterationCount: 2, partIterationCount: 2)

    @Test
    func `readers search sealed and growing codes while the writer appends and deletes`() throws {
        var model = try CodedModel(layouts: [Self.layout], plans: [Self.plan], seed: 1)
        model.missingRate = 50
        try model.append(600)
        let built = try model.segment(sealedCount: 300)
        let segment = built.segment
        let shared = Guarded(Shared(view: segment.publish()))
        let readers = (0..<2).map { reader in
            NamedThread(name: "reader \(reader)") {
                var scratch = SearchScratch()
                var random = SeededRandom(seed: UInt64(reader))
                var checked = 0
                while true {
                    let (view, isDone) = shared.withLock { ($0.view!, $0.isDone) }
                    if isDone, checked >= 20 { break }
                    let failures = Self.failureCount(view, &scratch, &random)
                    checked += 1
                    shared.withLock { $0.failureCount += failures }
                }
                let total = checked
                shared.withLock { $0.checkedCount += total }
            }
        }
        var live = segment.publish().liveOrdinals()
        for number in 0..<4_500 {
            let item = model.items[number % 600]
            live.append(try segment.append(idHash: item.idHash, vectors: item.vectors, tags: [UInt32(number % 5)]))
            if number % 2 == 0 {
                // Sealed rows and growing ones alike.
                let place = Int.random(in: 0..<live.count, using: &model.random)
                segment.delete(live.remove(at: place))
            }
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
    private static func failureCount(
        _ view: SegmentView, _ scratch: inout SearchScratch, _ random: inout SeededRandom
    ) -> Int {
        let query = try! PreparedQuery(CodedModel.vector(layout, &random), layout: layout)
        func search(_ lists: [UInt32], _ count: Int, _ allowed: OrdinalSet? = nil) -> [Neighbor] {
            try! view.nearest(
                field: 0, query: query, lists: lists, allowed: allowed, count: count, scratch: &scratch
            ).neighbors
        }
        var failures = 0
        let all = search([0, 1, 2, 3], view.count)
        if all.count != view.liveCount(field: 0) { failures += 1 }
        for neighbor in all where !view.isLive(neighbor.ordinal) || view.idHash(neighbor.ordinal) != neighbor.tie {
            failures += 1
        }
        if search([3, 1, 0, 2], 25) != Array(all.prefix(25)) { failures += 1 }
        let everything = try! view.compile(OrdinalFilter(noneTags: [1_000]))
        if search([0, 1, 2, 3], 40, everything) != Array(all.prefix(40)) { failures += 1 }
        return failures
    }

    @Test
    func `a view outlives its segment and the names of its files`() throws {
        var model = try CodedModel(layouts: [Self.layout], plans: [Self.plan], seed: 2)
        try model.append(200)
        let query = try PreparedQuery(CodedModel.vector(Self.layout, &model.random), layout: Self.layout)
        var scratch = SearchScratch()
        let (view, before): (SegmentView, ProbeAnswer) = try {
            // Files go with the segment's folder, at the end of this block.
            let view = try model.segment(sealedCount: 150).segment.publish()
            let answer = try view.nearest(
                field: 0, query: query, lists: [0, 1, 2, 3], count: 50, scratch: &scratch)
            return (view, answer)
        }()
        let after = try view.nearest(field: 0, query: query, lists: [0, 1, 2, 3], count: 50, scratch: &scratch)
        #expect(after == before && before.neighbors.count == 50)
    }
}
