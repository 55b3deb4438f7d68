import Glibc

/// A queue that many threads fill and one or more threads empty, sleeping while there is nothing.
public final class GuardedQueue<Element>: @unchecked Sendable {
    // Unchecked: everything mutable is touched under `mutex` only.
    private let mutex: UnsafeMutablePointer<pthread_mutex_t>
    private let filled: UnsafeMutablePointer<pthread_cond_t>
    private var elements: [Element] = []
    private var isClosed = false

    public init() {
        mutex = .allocate(capacity: 1)
        filled = .allocate(capacity: 1)
        pthread_mutex_init(mutex, nil)
        pthread_cond_init(filled, nil)
    }

    deinit {
        pthread_cond_destroy(filled)
        pthread_mutex_destroy(mutex)
        filled.deallocate()
        mutex.deallocate()
    }

    /// How many elements wait.
    public var count: Int {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        return elements.count
    }

    /// Adds `element`; false, and nothing is added, when the queue is closed.
    @discardableResult
    public func append(_ element: sending Element) -> Bool {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        guard !isClosed else { return false }
        elements.append(element)
        pthread_cond_signal(filled)
        return true
    }

    /// Adds all of `batch` at once with one wake-up per waiting thread; false when the queue is closed.
    @discardableResult
    public func append(contentsOf batch: sending [Element]) -> Bool {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        guard !isClosed else { return false }
        elements.append(contentsOf: batch)
        pthread_cond_broadcast(filled)
        return true
    }

    /// Up to `countMax` elements, oldest first; waits for the first one. Nil once closed and empty.
    public func take(countMax: Int) -> [Element]? {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        while elements.isEmpty {
            if isClosed { return nil }
            pthread_cond_wait(filled, mutex)
        }
        if elements.count <= countMax {
            let all = elements
            elements = []
            return all
        }
        let some = Array(elements.prefix(countMax))
        elements.removeFirst(countMax)
        return some
    }

    /// Refuses new elements from now on. What waits can still be taken.
    public func close() {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        isClosed = true
        pthread_cond_broadcast(filled)
    }
}
