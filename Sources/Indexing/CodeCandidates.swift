internal import Ground
internal import Vocabulary

/// The best items of a scan of codes: what may be among them is gathered, and whenever there is no room, it is brought
/// down to the best `capacity`, whose worst score is the bar from then on.
///
/// A key is a score and an ordinal in one number, so that choosing compares numbers alone. What decides between equal
/// scores, the hash of an item's id, lies far away and is asked for only where scores are equal at the bar, and of the
/// best at the end. An item may be offered twice, with two scores: it takes one place, with the better one.
struct CodeCandidates: ~Copyable, Sendable {
    /// Gathered beyond the capacity, at least: room to choose seldom.
    private static let spareCountMin = 96
    /// Slots of the table of ordinals for every one that is gathered, at least.
    private static let slotsPerKey = 2

    private var memory = AlignedMemory(byteCount: 0)
    /// How many are kept at most.
    private(set) var capacity = 0
    private var roomCount = 0
    private var slotCount = 0
    private var count = 0
    private var isDistinct = false
    /// No score below this one can enter; an equal or higher one may. −∞ until `capacity` are held, +∞ when the
    /// capacity is zero.
    private(set) var bar: Float = .infinity

    /// No memory, until it is prepared.
    init() {}

    /// Forgets all candidates.
    ///
    /// - Parameter isDistinct: true when an ordinal may be offered twice.
    mutating func prepare(capacity: Int, isDistinct: Bool) {
        precondition(capacity >= 0)
        self.capacity = capacity
        self.isDistinct = isDistinct
        count = 0
        bar = capacity == 0 ? .infinity : -.infinity
        roomCount = capacity + max(capacity, Self.spareCountMin)
        slotCount = 0
        if isDistinct {
            slotCount = 256
            while slotCount < Self.slotsPerKey * roomCount { slotCount *= 2 }
        }
        let byteCount = roomCount * MemoryLayout<UInt64>.stride + slotCount * MemoryLayout<UInt32>.stride
        if unsafe memory.bytes.count < byteCount { memory = AlignedMemory(byteCount: byteCount) }
    }

    private var keys: UnsafeMutablePointer<UInt64> {
        unsafe memory.bytes.baseAddress!.assumingMemoryBound(to: UInt64.self)
    }

    private var slots: UnsafeMutableBufferPointer<UInt32> {
        let start = unsafe (keys + roomCount)
        return unsafe UnsafeMutableBufferPointer(
            start: UnsafeMutableRawPointer(start).assumingMemoryBound(to: UInt32.self), count: slotCount)
    }

    /// Numbers in the order of scores; the two zeros are one.
    @inline(__always)
    private static func key(_ score: Float, _ ordinal: UInt32) -> UInt64 {
        let bits = (score + 0).bitPattern
        let ordered = bits & 0x8000_0000 == 0 ? bits | 0x8000_0000 : ~bits
        return UInt64(ordered) << 32 | UInt64(ordinal)
    }

    @inline(__always)
    private static func score(of key: UInt64) -> Float {
        let ordered = UInt32(truncatingIfNeeded: key >> 32)
        return Float(bitPattern: ordered & 0x8000_0000 == 0 ? ~ordered : ordered & 0x7fff_ffff)
    }

    /// Gathers an item, if its score is not below the bar. One that is not a number never enters.
    ///
    /// - Parameter tie: what decides between equal scores, lower first.
    @inline(__always)
    mutating func offer(_ ordinal: UInt32, _ score: Float, tie: (UInt32) -> UInt64) {
        guard score >= bar else { return }
        if count == roomCount {
            settle(tie: tie)
            guard score >= bar else { return }
        }
        unsafe keys[count] = Self.key(score, ordinal)
        count += 1
    }

    /// True when nothing was gathered yet.
    var isEmpty: Bool { count == 0 }

    /// Forgets what was gathered and keeps the bar, for a scan that finds it again.
    mutating func restart(tie: (UInt32) -> UInt64) {
        settle(tie: tie)
        count = 0
    }

    /// The best, each ordinal once: by score, then tie, then ordinal.
    mutating func sorted(tie: (UInt32) -> UInt64) -> [Neighbor] {
        settle(tie: tie)
        let keys = unsafe UnsafeMutableBufferPointer(start: keys, count: count)
        unsafe KeySort.descend(keys)
        var best = unsafe keys.map { key in
            let ordinal = UInt32(truncatingIfNeeded: key)
            return Neighbor(ordinal: ordinal, score: Self.score(of: key), tie: tie(ordinal))
        }
        // Where scores are equal the key says nothing.
        var start = 0
        while start < best.count {
            var end = start + 1
            while end < best.count, best[end].score == best[start].score { end += 1 }
            if end > start + 1 { best[start..<end].sort { $0.precedes($1) } }
            start = end
        }
        return best
    }

    /// Drops what is not among the best, and raises the bar.
    private mutating func settle(tie: (UInt32) -> UInt64) {
        if isDistinct { dropRepeated() }
        guard count >= capacity, capacity > 0 else { return }
        if count > capacity {
            select()
            orderAtBar(tie: tie)
            count = capacity
        }
        var least = UInt64.max
        for place in 0..<count { least = min(least, unsafe keys[place]) }
        bar = Self.score(of: least)
    }

    /// Leaves of each ordinal the better one.
    private mutating func dropRepeated() {
        let (keys, slots) = unsafe (keys, slots)
        let mask = UInt32(slotCount - 1)
        unsafe slots.update(repeating: 0)
        var keptCount = 0
        for place in 0..<count {
            let key = unsafe keys[place]
            // Fibonacci hashing (Knuth, volume 3, section 6.4): neighboring ordinals fall far apart.
            var slot = Int((UInt32(truncatingIfNeeded: key) &* 0x9e37_79b1) >> 7 & mask)
            while true {
                let held = unsafe Int(slots[slot])
                if held == 0 {
                    unsafe keys[keptCount] = key
                    keptCount += 1
                    unsafe slots[slot] = UInt32(keptCount)
                    break
                }
                if unsafe UInt32(truncatingIfNeeded: keys[held - 1] ^ key) == 0 {
                    unsafe keys[held - 1] = max(keys[held - 1], key)
                    break
                }
                slot = (slot + 1) & Int(mask)
            }
        }
        count = keptCount
    }

    /// Brings the `capacity` largest keys to the front, in no order (Hoare, "Algorithm 65: Find", 1961). The middle of
    /// three is the pivot.
    private func select() {
        let keys = unsafe keys
        var (low, high) = (0, count - 1)
        while low < high {
            let (first, second, third) = unsafe (keys[low], keys[low + (high - low) / 2], keys[high])
            let pivot = max(min(first, second), min(max(first, second), third))
            var (left, right) = (low, high)
            while left <= right {
                while unsafe keys[left] > pivot { left += 1 }
                while unsafe pivot > keys[right] { right -= 1 }
                if left <= right {
                    unsafe swap(&keys[left], &keys[right])
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

    /// Where the worst of the selected and others have one score, puts those of them in front whose ties are lowest.
    private func orderAtBar(tie: (UInt32) -> UInt64) {
        let keys = unsafe keys
        var least = UInt64.max
        for place in 0..<capacity { least = min(least, unsafe keys[place]) }
        let level = least >> 32
        guard (capacity..<count).contains(where: { unsafe keys[$0] >> 32 == level }) else { return }
        let places = (0..<count).filter { unsafe keys[$0] >> 32 == level }
        let ordered = places.map { place in
            let ordinal = unsafe UInt32(truncatingIfNeeded: keys[place])
            return Neighbor(ordinal: ordinal, score: 0, tie: tie(ordinal))
        }.sorted { $0.precedes($1) }
        for (place, neighbor) in zip(places, ordered) { unsafe keys[place] = level << 32 | UInt64(neighbor.ordinal) }
    }
}
