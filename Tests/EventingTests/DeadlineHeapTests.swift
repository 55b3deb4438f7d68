import Eventing
import Ground
import Testing

@Suite struct DeadlineHeapTests {
    private final class Entry: Expiring {
        let deadline: MonotonicTime
        var heapIndex = -1

        init(_ nanoseconds: UInt64) {
            deadline = MonotonicTime(nanoseconds: nanoseconds)
        }

        func expire() {}
    }

    @Test(arguments: 1...20 as ClosedRange<UInt64>)
    func `entries come out in order whatever was added and removed`(seed: UInt64) {
        var heap = DeadlineHeap()
        var chance = seed
        var model: [Entry] = []
        for _ in 0..<500 {
            chance = Hash.xxh3(chance, seed: seed)
            if chance % 3 == 0, let gone = model.indices.randomElement() {
                heap.remove(model.remove(at: gone))
            } else {
                let entry = Entry(chance % 100)
                model.append(entry)
                heap.insert(entry)
            }
            #expect(heap.count == model.count)
            #expect(heap.nearest == model.map(\.deadline).min())
        }
        var drained: [UInt64] = []
        while let entry = heap.popExpired(at: .never) { drained.append(entry.deadline.nanoseconds) }
        #expect(drained == model.map(\.deadline.nanoseconds).sorted())
    }

    @Test func `nothing expires before its time`() {
        var heap = DeadlineHeap()
        heap.insert(Entry(10))
        #expect(heap.popExpired(at: MonotonicTime(nanoseconds: 9)) == nil)
        #expect(heap.popExpired(at: MonotonicTime(nanoseconds: 10)) != nil)
    }

    @Test func `an entry may be removed twice`() {
        var heap = DeadlineHeap()
        let entry = Entry(1)
        heap.insert(entry)
        heap.remove(entry)
        heap.remove(entry)
        #expect(heap.count == 0)
    }
}
