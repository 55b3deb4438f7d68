import Testing

@testable import Indexing

/// Which clauses are remembered.
@Suite struct ClauseCacheTests {
    private static let rowCount = 1_000

    private struct Stopped: Error {}

    /// What `cache` adds for `clause`, and whether it asked for it.
    private func ask(
        _ cache: ClauseCache, _ clause: ClauseCache.Clause, _ ordinals: [UInt32] = [3, 64, 999]
    ) -> (set: OrdinalSet, isCompiled: Bool) {
        var set = OrdinalSet(bound: Self.rowCount + 500)
        var isCompiled = false
        cache.add(clause, to: &set) { set in
            isCompiled = true
            for ordinal in ordinals { set.insert(ordinal) }
        }
        return (set, isCompiled)
    }

    @Test func `a clause is compiled twice, and then known`() {
        let cache = ClauseCache(rowCount: Self.rowCount)
        let clause = ClauseCache.Clause.tags([1, 2, 3, 4])
        let answers = (0..<4).map { _ in ask(cache, clause) }
        #expect(answers.map(\.isCompiled) == [true, true, false, false])
        #expect(answers.allSatisfy { Array($0.set) == [3, 64, 999] })
        #expect(cache.byteCount == 16 * 8)
        // One that differs a little is another.
        #expect(ask(cache, .tags([1, 2, 3, 5]), [7]).isCompiled)
        #expect(Array(ask(cache, .tags([1, 2, 3, 5]), [7]).set) == [7])
    }

    @Test func `what is quick is not kept`() {
        let cache = ClauseCache(rowCount: Self.rowCount)
        for _ in 0..<5 {
            #expect(ask(cache, .tags([1, 2, 3])).isCompiled)
            #expect(ask(cache, .ranges([AttributeRange(column: 1, values: 0...9)])).isCompiled)
        }
        #expect(cache.byteCount == 0)
    }

    @Test func `sixteen are kept, those used last`() {
        let cache = ClauseCache(rowCount: Self.rowCount)
        let clauses = (0..<40).map { ClauseCache.Clause.tags([$0, 100, 101, 102]) }
        for clause in clauses {
            for _ in 0..<3 { _ = ask(cache, clause) }
            _ = ask(cache, clauses[0])
        }
        #expect(cache.byteCount == 16 * 16 * 8)
        #expect(!ask(cache, clauses[0]).isCompiled)
        #expect(!ask(cache, clauses[39]).isCompiled)
        #expect(ask(cache, clauses[1]).isCompiled)
    }

    @Test func `what was stopped is not kept`() {
        let cache = ClauseCache(rowCount: Self.rowCount)
        let clause = ClauseCache.Clause.tags([1, 2, 3, 4])
        for _ in 0..<3 {
            var set = OrdinalSet(bound: Self.rowCount)
            #expect(throws: Stopped.self) {
                try cache.add(clause, to: &set) { (set) throws(Stopped) in
                    set.insert(1)
                    throw Stopped()
                }
            }
        }
        #expect(cache.byteCount == 0)
    }
}
