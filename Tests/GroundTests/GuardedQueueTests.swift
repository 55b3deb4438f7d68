import Ground
import Testing

struct GuardedQueueTests {
    @Test func `what several threads add is taken once each, in each thread's order`() {
        let queue = GuardedQueue<(thread: Int, number: Int)>()
        let threads = (0..<4).map { thread in
            NamedThread(name: "filler") { for number in 0..<1_000 { queue.append((thread, number)) } }
        }
        var next = [0, 0, 0, 0]
        while next.reduce(0, +) < 4_000 {
            for (thread, number) in queue.take(countMax: 32) ?? [] {
                #expect(number == next[thread])
                next[thread] += 1
            }
        }
        for thread in threads { thread.join() }
        #expect(queue.count == 0)
    }

    @Test func `a closed queue refuses, gives what it holds, then nil`() {
        let queue = GuardedQueue<Int>()
        queue.append(contentsOf: [1, 2, 3])
        queue.close()
        #expect(!queue.append(4))
        #expect(queue.take(countMax: 2) == [1, 2])
        #expect(queue.take(countMax: 2) == [3])
        #expect(queue.take(countMax: 2) == nil)
    }
}
