import Ground
import Synchronization
import Testing

@Suite struct WorkerPoolTests {
    private final class Tally: Sendable {
        private let value = Atomic<Int>(0)
        var count: Int { value.load(ordering: .sequentiallyConsistent) }
        func add() { value.add(1, ordering: .sequentiallyConsistent) }
    }

    private final class Job: PoolJob {
        let tally: Tally

        init(_ tally: Tally) {
            self.tally = tally
        }

        func runOnPool() {
            tally.add()
        }
    }

    @Test(arguments: [1, 2, 5])
    func `every job that was handed over runs once before the pool has stopped`(threadCount: Int) {
        let pool = WorkerPool(name: "trial", threadCount: threadCount)
        let tally = Tally()
        for _ in 0..<100 {
            var batch: [any PoolJob] = (0..<97).map { _ in Job(tally) }
            pool.submit(&batch)
            #expect(batch.isEmpty)
            pool.submit(Job(tally))
        }
        pool.stop()
        #expect(tally.count == 9_800)
    }

    @Test func `one thread runs jobs in the order they came`() {
        let pool = WorkerPool(name: "trial", threadCount: 1)
        let order = Guarded<[Int]>([])
        for number in 0..<5_000 { pool.submit { order.withLock { $0.append(number) } } }
        pool.stop()
        #expect(order.withLock { $0 } == Array(0..<5_000))
    }

    @Test func `a job that waits for another finds it running`() {
        let pool = WorkerPool(name: "trial", threadCount: 2)
        let first = GuardedQueue<Int>()
        let second = GuardedQueue<Int>()
        pool.submit {
            second.append(1)
            _ = first.take(countMax: 1)
        }
        pool.submit {
            first.append(1)
            _ = second.take(countMax: 1)
        }
        pool.stop()
        #expect(pool.waitingCount == 0)
    }
}
