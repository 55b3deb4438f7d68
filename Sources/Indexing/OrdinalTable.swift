internal import Synchronization

/// From an id's hash to the ordinals that may have it. One writer adds while many read.
///
/// Open addressing, linear probing; a slot is written once, atomically, and nothing is ever removed. A reader skips
/// what its view does not count and checks the whole hash in the row's record.
@safe final class OrdinalTable: @unchecked Sendable {
    // Unchecked: slots are atomic; `entryCount` belongs to the writer.
    private let slots: UnsafeMutablePointer<Atomic<UInt64>>
    private let mask: Int
    private(set) var entryCount = 0

    /// A table with room for `entryCountMax` entries before half of its slots are taken.
    init(entryCountMax: Int) {
        var capacity = 1_024
        while capacity < 2 * entryCountMax { capacity *= 2 }
        mask = capacity - 1
        unsafe slots = .allocate(capacity: capacity)
        for index in 0..<capacity { unsafe (slots + index).initialize(to: Atomic(0)) }
    }

    deinit {
        unsafe slots.deinitialize(count: mask + 1)
        unsafe slots.deallocate()
    }

    var byteCount: Int { (mask + 1) * MemoryLayout<UInt64>.stride }

    var isFull: Bool { 2 * (entryCount + 1) > mask + 1 }

    /// Adds an ordinal. Only the writer may call it, and not when the table is full.
    ///
    /// - Returns: the number of slots that were taken on the way.
    func insert(_ ordinal: UInt32, idHash: UInt64) -> Int {
        precondition(!isFull, "the table is full")
        var slot = Int(truncatingIfNeeded: idHash) & mask
        var steps = 0
        while unsafe slots[slot].load(ordering: .relaxed) != 0 {
            slot = (slot + 1) & mask
            steps += 1
        }
        // The upper half of the hash spares readers most looks at records of other ids.
        let entry = idHash & 0xffff_ffff_0000_0000 | (UInt64(ordinal) + 1)
        unsafe slots[slot].store(entry, ordering: .releasing)
        entryCount += 1
        return steps
    }

    /// Calls `body` with each ordinal whose hash may be `idHash`.
    func forEachCandidate(idHash: UInt64, _ body: (UInt32) -> Void) {
        var slot = Int(truncatingIfNeeded: idHash) & mask
        while true {
            let entry = unsafe slots[slot].load(ordering: .acquiring)
            if entry == 0 { return }
            if (entry ^ idHash) >> 32 == 0 { body(UInt32(truncatingIfNeeded: entry) - 1) }
            slot = (slot + 1) & mask
        }
    }
}
