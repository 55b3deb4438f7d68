public import Ground

/// Something that happens at a moment unless it is removed from its `DeadlineHeap` before.
public protocol Expiring: AnyObject {
    /// Does not change while it is in a heap.
    var deadline: MonotonicTime { get }
    /// Its place in the heap, kept by the heap; -1 while it is in none.
    var heapIndex: Int { get set }
    /// The deadline has passed. It is out of the heap by now.
    func expire()
}
