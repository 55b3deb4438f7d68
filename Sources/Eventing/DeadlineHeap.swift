public import Ground

/// What waits for a deadline, the nearest first. Adding and removing cost the logarithm of the count.
public struct DeadlineHeap {
    private var entries: [any Expiring] = []

    public init() {}

    public var count: Int { entries.count }

    /// The nearest deadline; nil when nothing waits.
    public var nearest: MonotonicTime? { entries.first?.deadline }

    /// Adds `entry`, which is in no heap.
    public mutating func insert(_ entry: any Expiring) {
        precondition(entry.heapIndex == -1, "an entry waits in one heap at a time")
        entry.heapIndex = entries.count
        entries.append(entry)
        siftUp(from: entries.count - 1)
    }

    /// Removes `entry`; does nothing when it is not waiting.
    public mutating func remove(_ entry: any Expiring) {
        let index = entry.heapIndex
        guard index >= 0 else { return }
        entry.heapIndex = -1
        let last = entries.removeLast()
        guard index < entries.count else { return }
        entries[index] = last
        last.heapIndex = index
        siftDown(from: index)
        siftUp(from: index)
    }

    /// Takes out the nearest entry whose deadline is at or before `now`; nil when there is none.
    public mutating func popExpired(at now: MonotonicTime) -> (any Expiring)? {
        guard let first = entries.first, first.deadline <= now else { return nil }
        remove(first)
        return first
    }

    private mutating func siftUp(from start: Int) {
        var index = start
        let entry = entries[index]
        while index > 0 {
            let parent = (index - 1) / 2
            guard entry.deadline < entries[parent].deadline else { break }
            place(entries[parent], at: index)
            index = parent
        }
        place(entry, at: index)
    }

    private mutating func siftDown(from start: Int) {
        var index = start
        let entry = entries[index]
        while true {
            var child = 2 * index + 1
            guard child < entries.count else { break }
            if child + 1 < entries.count, entries[child + 1].deadline < entries[child].deadline { child += 1 }
            guard entries[child].deadline < entry.deadline else { break }
            place(entries[child], at: index)
            index = child
        }
        place(entry, at: index)
    }

    private mutating func place(_ entry: any Expiring, at index: Int) {
        entries[index] = entry
        entry.heapIndex = index
    }
}
