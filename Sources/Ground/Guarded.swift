public import Glibc

/// A value and the lock that guards it.
///
/// Built on `pthread_mutex_t`: ThreadSanitizer understands it, and reports races that are not there with
/// `Synchronization.Mutex` on Linux.
public final class Guarded<Value>: @unchecked Sendable {
    // Unchecked: `value` is touched only between lock and unlock.
    @usableFromInline let mutex: UnsafeMutablePointer<pthread_mutex_t>
    @usableFromInline var value: Value

    public init(_ value: sending Value) {
        mutex = .allocate(capacity: 1)
        let status = pthread_mutex_init(mutex, nil)
        precondition(status == 0, "pthread_mutex_init failed with \(status)")
        self.value = value
    }

    deinit {
        pthread_mutex_destroy(mutex)
        mutex.deallocate()
    }

    /// The result of `body`, run while the lock is held. Do not block or call back in inside.
    @inlinable
    public func withLock<Result, Failure: Error>(
        _ body: (inout Value) throws(Failure) -> sending Result
    ) throws(Failure) -> sending Result {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        return try body(&value)
    }
}
