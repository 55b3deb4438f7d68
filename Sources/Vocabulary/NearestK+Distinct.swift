// Neighbors of which an ordinal may be offered more than once.
//
// A heap's root is no bar for them: an ordinal that is held twice takes the place of another. So all that is not below
// the bar is gathered, and when there is no room ordinals are brought down to their better score, the best are selected
// and the worst of those is the bar from then on. Nothing that was dropped can be among the best: `capacity` others are
// not below the bar.
extension NearestK {
    /// Room for what is gathered: twice the capacity, so that selecting costs a few steps for each that was gathered.
    static func gatheredCountMax(_ capacity: Int) -> Int { max(2 * capacity, capacity + 64) }

    /// Slots of the table of ordinals, a power of two: at most half of them are taken.
    static func placeCount(_ capacity: Int) -> Int {
        var count = 128
        while count < 2 * gatheredCountMax(capacity) { count *= 2 }
        return count
    }

    /// Keeps `neighbor`, whose score is not below the bar, if there are not enough better ones.
    mutating func gather(_ neighbor: Neighbor) -> Bool {
        if heap.count == Self.gatheredCountMax(capacity) {
            settle()
            guard neighbor.score >= bar else { return false }
        }
        heap.append(neighbor)
        return true
    }

    /// The best, each ordinal once, the best first.
    func sortedDistinct() -> [Neighbor] {
        var copy = self
        copy.settle()
        return copy.heap.sorted { $0.precedes($1) }
    }

    /// Drops what is not among the best, and raises the bar.
    private mutating func settle() {
        dropRepeated()
        guard heap.count >= capacity, capacity > 0 else { return }
        if heap.count > capacity {
            select()
            heap.removeLast(heap.count - capacity)
        }
        // The least of all scores: those that were selected are in no order.
        var least = heap[0].score
        for neighbor in heap where neighbor.score < least { least = neighbor.score }
        bar = least
    }

    /// Leaves of each ordinal the better one.
    private mutating func dropRepeated() {
        let mask = UInt32(places.count - 1)
        for slot in places.indices { places[slot] = 0 }
        var keptCount = 0
        for neighbor in heap {
            // Fibonacci hashing (Knuth, volume 3, section 6.4): neighboring ordinals fall far apart.
            var slot = (neighbor.ordinal &* 0x9e37_79b1) >> 7 & mask
            while true {
                let place = Int(places[Int(slot)])
                if place == 0 {
                    heap[keptCount] = neighbor
                    keptCount += 1
                    places[Int(slot)] = UInt32(keptCount)
                    break
                }
                if heap[place - 1].ordinal == neighbor.ordinal {
                    if neighbor.precedes(heap[place - 1]) { heap[place - 1] = neighbor }
                    break
                }
                slot = (slot &+ 1) & mask
            }
        }
        heap.removeLast(heap.count - keptCount)
    }

    /// Brings the `capacity` best to the front, in no order (Hoare, "Algorithm 65: Find", 1961). The middle of three is
    /// the pivot; equal elements there are none.
    private mutating func select() {
        var (low, high) = (0, heap.count - 1)
        while low < high {
            let middle = low + (high - low) / 2
            if heap[middle].precedes(heap[low]) { heap.swapAt(middle, low) }
            if heap[high].precedes(heap[low]) { heap.swapAt(high, low) }
            if heap[high].precedes(heap[middle]) { heap.swapAt(high, middle) }
            let pivot = heap[middle]
            var (left, right) = (low, high)
            while left <= right {
                while heap[left].precedes(pivot) { left += 1 }
                while pivot.precedes(heap[right]) { right -= 1 }
                if left <= right {
                    heap.swapAt(left, right)
                    left += 1
                    right -= 1
                }
            }
            if capacity <= right {
                high = right
            } else if capacity > left {
                low = left
            } else {
                return
            }
        }
    }
}
