import Gallery
import Kernels
import Testing
import Vocabulary

/// Which of the best are answered.
struct ChoiceTests {
    @Test func `an item that lists one already chosen is skipped`() throws {
        let items = [
            SmallSearch.item("a", [3]), SmallSearch.item("b", [2], similar: ["a"]), SmallSearch.item("c", [1]),
        ]
        #expect(try SmallSearch.ids(SmallSearch.plan(limit: 2), items) == ["a", "c"])
    }

    @Test func `an item that one already chosen lists is skipped`() throws {
        let items = [
            SmallSearch.item("a", [3], similar: ["b"]), SmallSearch.item("b", [2]), SmallSearch.item("c", [1]),
        ]
        #expect(try SmallSearch.ids(SmallSearch.plan(limit: 2), items) == ["a", "c"])
    }

    @Test func `an item similar to a skipped one is not skipped for that`() throws {
        let items = [
            SmallSearch.item("a", [3], similar: ["b"]), SmallSearch.item("b", [2], similar: ["c"]),
            SmallSearch.item("c", [1]),
        ]
        #expect(try SmallSearch.ids(SmallSearch.plan(limit: 3), items) == ["a", "c"])
    }

    @Test func `an item that lists itself is answered`() throws {
        #expect(try SmallSearch.ids(SmallSearch.plan(limit: 1), [SmallSearch.item("a", [1], similar: ["a"])]) == ["a"])
    }

    @Test func `similar items are answered when that is allowed`() throws {
        let items = [SmallSearch.item("a", [3], similar: ["b"]), SmallSearch.item("b", [2])]
        let plan = SmallSearch.plan(limit: 2) { $0.diversity.allowsSimilar = true }
        #expect(try SmallSearch.ids(plan, items) == ["a", "b"])
    }

    /// Two dimensions: `a` and `b` point the same way, `c` another.
    private let directions = [
        SampleItem(id: "a", vectors: [[4, 0]]), SampleItem(id: "b", vectors: [[3.5, 0]]),
        SampleItem(id: "c", vectors: [[2, 4]]), SampleItem(id: "d", vectors: [[0, 1]]),
    ]

    private func marginal(limit: Int, lambda: Float) -> SearchPlan {
        SmallSearch.plan(limit: limit) {
            $0.fields[0].vector = [1, 0]
            $0.diversity.isMarginal = true
            $0.diversity.lambda = lambda
        }
    }

    @Test func `marginal relevance prefers what differs from the chosen ones`() throws {
        #expect(try SmallSearch.ids(marginal(limit: 2, lambda: 0.5), directions) == ["a", "c"])
    }

    @Test func `with all weight on relevance the order is that of the scores`() throws {
        #expect(try SmallSearch.ids(marginal(limit: 4, lambda: 1), directions) == ["a", "b", "c", "d"])
    }

    @Test func `with all weight on difference the least similar comes second`() throws {
        #expect(try SmallSearch.ids(marginal(limit: 2, lambda: 0), directions) == ["a", "d"])
    }

    @Test func `the score of a hit is the fused one, whatever chose it`() throws {
        let outcome = try SmallSearch.outcome(marginal(limit: 2, lambda: 0.5), directions)
        #expect(outcome.items.map(\.score) == [4, 2])
    }

    @Test func `items that share no field are not alike`() throws {
        let items = [
            SmallSearch.item("a", [1, nil]), SmallSearch.item("b", [0.75, nil]), SmallSearch.item("c", [nil, 0.5]),
            SmallSearch.item("z", [nil, 0.25]),
        ]
        let plan = SmallSearch.plan(limit: 2, weights: [1, 1]) {
            $0.diversity.isMarginal = true
            $0.diversity.lambda = 0.5
        }
        // b: relevance 2/3, as a itself; c: relevance 1/3, nothing shared.
        #expect(try SmallSearch.ids(plan, items) == ["a", "c"])
    }

    @Test func `marginal relevance stops between two choices once nobody waits`() throws {
        let shards = SampleShard.spread(directions, over: 1)
        let plan = marginal(limit: 4, lambda: 0.5)
        var run = SearchRun(plan, scans: [], kernels: .best)
        var askedCount = 0
        while true {
            switch run.next() {
            case .candidates(let request): try run.accept(candidates: [shards[0].candidates(plan, request)])
            case .pool(let requests):
                try run.accept(pool: requests.map { shards[0].pool(plan, $0) }) {
                    askedCount += 1
                    return askedCount > 2
                }
            case .scans: run.accept(scans: nil)
            case .done(let outcome):
                #expect(outcome.items.count == 2)
                #expect(askedCount == 3)
                return
            }
        }
    }

    @Test func `marginal relevance skips similar items too`() throws {
        var items = directions
        items[2].similarHashes = [items[0].idHash]
        #expect(try SmallSearch.ids(marginal(limit: 3, lambda: 0.5), items) == ["a", "d", "b"])
    }

    @Test func `equal marginal relevance goes by fused order`() throws {
        let items = (0..<20).map { SmallSearch.item("\($0)", [1]) }
        let plain = SmallSearch.plan(limit: 5)
        let marginal = SmallSearch.plan(limit: 5) { $0.diversity.isMarginal = true }
        #expect(try SmallSearch.ids(marginal, items) == (try SmallSearch.ids(plain, items)))
    }

    @Test func `when the pool is used up the rest follows in fused order`() throws {
        // All of the pool is similar to its first item.
        var items = SmallSearch.falling(70)
        for place in 1..<64 { items[place].similarHashes = [items[0].idHash] }
        let first = items[0]
        items.removeAll { $0.id != first.id && $0.idHash == first.idHash }
        let rest = items.filter { $0.similarHashes.isEmpty }.map(\.id)
        for isMarginal in [false, true] {
            let plan = SmallSearch.plan(limit: 4) { $0.diversity.isMarginal = isMarginal }
            #expect(try SmallSearch.ids(plan, items) == Array(rest.prefix(4)))
        }
    }

    private func seeded(_ seed: UInt64?, limit: Int = 10, variety: Float = 0.5) -> SearchPlan {
        SmallSearch.plan(limit: limit) {
            $0.diversity.seed = seed
            $0.diversity.variety = variety
        }
    }

    @Test func `the same seed gives the same choice, another seed another`() throws {
        let items = SmallSearch.falling(60)
        let choice = try SmallSearch.ids(seeded(1), items)
        #expect(try SmallSearch.ids(seeded(1), items) == choice)
        #expect(try SmallSearch.ids(seeded(2), items) != choice)
        #expect(try SmallSearch.ids(seeded(nil), items) != choice)
    }

    @Test func `without a seed the best are answered`() throws {
        #expect(try SmallSearch.ids(seeded(nil), SmallSearch.falling(60)) == (0..<10).map { "\($0)" })
    }

    @Test func `a seed is a seed even when it is 0`() throws {
        let items = SmallSearch.falling(60)
        #expect(try SmallSearch.ids(seeded(0), items) != (try SmallSearch.ids(seeded(nil), items)))
    }

    @Test(arguments: 0..<20 as Range<UInt64>)
    func `noise lifts an item over others that are better by at most variety times the range`(seed: UInt64) throws {
        // 60 items, all in the pool: a tenth of the range is less than 6 places.
        let ids = try SmallSearch.ids(seeded(seed, variety: 0.1), SmallSearch.falling(60))
        for (place, id) in ids.enumerated() { #expect(abs(Int(id)! - place) < 6) }
    }

    @Test(arguments: 0..<20 as Range<UInt64>)
    func `no noise brings an item from behind the pool before the pool is used up`(seed: UInt64) throws {
        let ids = try SmallSearch.ids(seeded(seed, variety: 1), SmallSearch.falling(100))
        #expect(ids.allSatisfy { Int($0)! < 64 })
    }

    @Test func `the score of a hit is without noise`() throws {
        let items = SmallSearch.falling(60)
        let scores = try SmallSearch.scores(seeded(3), items)
        for (id, score) in scores { #expect(score == 1 - Float(Int(id)!) / 1024) }
    }
}
