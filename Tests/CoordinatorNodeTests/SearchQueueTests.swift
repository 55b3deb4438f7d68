import Testing
import TrialGround
import Vocabulary

@testable import CoordinatorNode

@Suite struct SearchQueueTests {
    @Test(arguments: [1, 2, 3, 8, 16])
    func `each of as many searches as workers is taken alone`(workerCount: Int) {
        var queue = SearchQueue<Int>()
        var jobCount = 0
        for search in 0..<workerCount { jobCount += queue.add([search], workerCount: workerCount) }
        #expect(jobCount == workerCount)
        #expect((0..<jobCount).map { _ in queue.take() } == (0..<workerCount).map { [$0] })
    }

    @Test func `a batch is spread over all workers`() {
        var queue = SearchQueue<Int>()
        #expect(queue.add(Array(0..<10), workerCount: 4) == 4)
        #expect((0..<4).map { _ in queue.take().count } == [3, 3, 2, 2])
    }

    @Test func `one worker takes as many together as it may`() {
        var queue = SearchQueue<Int>()
        let count = 2 * Limits.searchTogetherCountMax + 1
        #expect(queue.add(Array(0..<count), workerCount: 1) == 3)
        #expect((0..<3).flatMap { _ in queue.take() } == Array(0..<count))
    }

    @Test(arguments: 0..<40 as Range<UInt64>)
    func `every search is taken once, in order, by the jobs that were started for it`(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        var queue = SearchQueue<Int>()
        let workerCount = Int.random(in: 1...16, using: &random)
        var (addedCount, jobCount) = (0, 0)
        var taken: [Int] = []
        for _ in 0..<2_000 {
            if Bool.random(using: &random) {
                let count = Int.random(in: 0...(seed % 2 == 0 ? 3 : 90), using: &random)
                jobCount += queue.add(Array(addedCount..<addedCount + count), workerCount: workerCount)
                addedCount += count
            } else if jobCount > 0 {
                jobCount -= 1
                let found = queue.take()
                #expect(found.count <= Limits.searchTogetherCountMax)
                taken += found
            }
        }
        for _ in 0..<jobCount { taken += queue.take() }
        #expect(taken == Array(0..<addedCount) && queue.waitingCount == 0)
    }

    @Test func `what was taken is not held any longer`() {
        final class Search {}
        var queue = SearchQueue<Search>()
        weak var first: Search?
        do {
            let search = Search()
            first = search
            _ = queue.add([search, Search()], workerCount: 2)
        }
        _ = queue.take()
        #expect(first == nil && queue.waitingCount == 1)
    }
}
