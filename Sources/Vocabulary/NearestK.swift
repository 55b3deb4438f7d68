/// The best `capacity` neighbors of those offered, by score, then tie key, then ordinal.
///
/// One order everywhere: the same value merges blocks in a scan, segments in a shard and shards in a cluster. A heap
/// with the worst one at its root; offering allocates nothing.
public struct NearestK: Sendable {
    /// How many are kept at most.
    public let capacity: Int
    /// No score below this one can enter; a higher one always does, an equal one when its tie key is low enough.
    ///
    /// −∞ until `capacity` neighbors are held, +∞ when the capacity is zero.
    public private(set) var bar: Float
    @usableFromInline var heap: [Neighbor] = []

    public init(capacity: Int) {
        precondition(capacity >= 0)
        self.capacity = capacity
        bar = capacity == 0 ? .infinity : -.infinity
        heap.reserveCapacity(capacity)
    }

    /// How many are held.
    @inlinable public var count: Int { heap.count }

    /// Keeps `neighbor` if it is among the best so far. A score that is not a number never is.
    ///
    /// - Returns: true when it was kept.
    @discardableResult
    public mutating func offer(_ neighbor: Neighbor) -> Bool {
        guard neighbor.score >= bar else { return false }
        if heap.count < capacity {
            heap.append(neighbor)
            siftUp(from: heap.count - 1)
        } else {
            guard capacity > 0, neighbor.precedes(heap[0]) else { return false }
            heap[0] = neighbor
            siftDown(from: 0, count: heap.count)
        }
        if heap.count == capacity { bar = heap[0].score }
        return true
    }

    /// Keeps the best of both.
    public mutating func merge(_ other: NearestK) {
        for neighbor in other.heap { offer(neighbor) }
    }

    /// What is held, the best first.
    public func sorted() -> [Neighbor] {
        heap.sorted { $0.precedes($1) }
    }

    /// Forgets all neighbors and keeps the memory.
    public mutating func removeAll() {
        heap.removeAll(keepingCapacity: true)
        bar = capacity == 0 ? .infinity : -.infinity
    }

    private mutating func siftUp(from start: Int) {
        var child = start
        let moving = heap[child]
        while child > 0 {
            let parent = (child - 1) / 2
            guard heap[parent].precedes(moving) else { break }
            heap[child] = heap[parent]
            child = parent
        }
        heap[child] = moving
    }

    private mutating func siftDown(from start: Int, count: Int) {
        var parent = start
        let moving = heap[parent]
        while true {
            var child = 2 * parent + 1
            if child >= count { break }
            if child + 1 < count, heap[child].precedes(heap[child + 1]) { child += 1 }
            guard moving.precedes(heap[child]) else { break }
            heap[parent] = heap[child]
            parent = child
        }
        heap[parent] = moving
    }
}
