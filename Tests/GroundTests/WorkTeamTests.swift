import Glibc
import Ground
import Testing

@Suite struct WorkTeamTests {
    @Test(arguments: [1, 2, 5], [(0, 1), (1, 1), (10, 3), (1_000, 7), (64, 64), (3, 100)])
    func `ranges cover all numbers once and begin at multiples of the grain`(
        threadCount: Int, size: (count: Int, grain: Int)
    ) {
        let team = WorkTeam(name: "trial", threadCount: threadCount)
        let seen = Guarded([Range<Int>]())
        let isDone = team.forEachRange(count: size.count, grain: size.grain) { range in
            seen.withLock { $0.append(range) }
        }
        let ranges = seen.withLock { $0 }.sorted { $0.lowerBound < $1.lowerBound }
        #expect(isDone)
        #expect(ranges.flatMap { Array($0) } == Array(0..<size.count))
        #expect(ranges.allSatisfy { $0.lowerBound % size.grain == 0 && $0.count <= size.grain })
    }

    @Test func `all threads work, each under its own number`() {
        let team = WorkTeam(name: "trial", threadCount: 3)
        let seen = Monitor(Set<Int>())
        team.forEachRange(count: 3, grain: 1) { _, thread in
            seen.withLock { _ = $0.insert(thread) }
            seen.ringAll()
            // Nobody goes on before all have come.
            seen.wait { $0.count == 3 ? () : nil }
        }
        #expect(seen.withLock { $0 } == [0, 1, 2])
    }

    @Test func `a stop begins no further range and is told`() {
        let team = WorkTeam(name: "trial", threadCount: 2)
        let doneCount = Guarded(0)
        let gate = Monitor(false)
        var askedCount = 0
        let isDone = team.forEachRange(
            count: 1_000, grain: 1,
            stopping: {
                askedCount += 1
                guard askedCount > 2 else { return false }
                gate.withLock { $0 = true }
                gate.ringAll()
                return true
            }
        ) { _ in
            // Longer than the one who asks is ever kept from asking.
            gate.wait { $0 ? () : nil }
            usleep(1_000)
            doneCount.withLock { $0 += 1 }
        }
        #expect(!isDone)
        #expect(doneCount.withLock { $0 } < 1_000)
        // The next piece of work knows nothing of it.
        #expect(team.forEachRange(count: 5, grain: 2) { _ in })
    }

    @Test func `work that is stopped before it begins does nothing`() {
        let team = WorkTeam(name: "trial", threadCount: 1)
        let isDone = team.forEachRange(count: 4, grain: 1, stopping: { true }) { _ in Issue.record("a range was begun")
        }
        #expect(!isDone)
    }

    @Test func `callers on several threads take turns`() {
        let team = WorkTeam(name: "trial", threadCount: 2)
        let sum = Guarded(0)
        let callers = (0..<4).map { _ in
            NamedThread(name: "caller") {
                for _ in 0..<200 {
                    team.forEachRange(count: 10, grain: 3) { range in sum.withLock { $0 += range.count } }
                }
            }
        }
        for caller in callers { caller.join() }
        #expect(sum.withLock { $0 } == 8_000)
    }
}
