import Glibc

/// A value, the lock that guards it, and bells: threads sleep until the value is as they want it.
///
/// Each bell wakes the threads that wait on it, so that one kind of waiter does not wake another kind for nothing.
public final class Monitor<Value>: @unchecked Sendable {
    // Unchecked: `value` is touched only between lock and unlock.
    private let mutex: UnsafeMutablePointer<pthread_mutex_t>
    private let bells: UnsafeMutablePointer<pthread_cond_t>
    private let bellCount: Int
    private var value: Value

    public init(_ value: sending Value, bellCount: Int = 1) {
        mutex = .allocate(capacity: 1)
        bells = .allocate(capacity: bellCount)
        self.bellCount = bellCount
        self.value = value
        pthread_mutex_init(mutex, nil)
        var attributes = pthread_condattr_t()
        pthread_condattr_init(&attributes)
        pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC)
        for bell in 0..<bellCount { pthread_cond_init(bells + bell, &attributes) }
        pthread_condattr_destroy(&attributes)
    }

    deinit {
        for bell in 0..<bellCount { pthread_cond_destroy(bells + bell) }
        pthread_mutex_destroy(mutex)
        bells.deallocate()
        mutex.deallocate()
    }

    /// The result of `body`, run while the lock is held. Do not block or call back in inside.
    public func withLock<Result, Failure: Error>(
        _ body: (inout Value) throws(Failure) -> sending Result
    ) throws(Failure) -> sending Result {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        return try body(&value)
    }

    /// What `body` finds, tried now and after every ring of `bell`; nil once `deadline` has passed without a find.
    ///
    /// `body` runs while the lock is held.
    public func wait<Result>(
        on bell: Int = 0, until deadline: MonotonicTime = .never, for body: (inout Value) -> sending Result?
    ) -> sending Result? {
        precondition(bell < bellCount)
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        while true {
            if let found = body(&value) { return found }
            guard deadline != .never else {
                pthread_cond_wait(bells + bell, mutex)
                continue
            }
            var moment = timespec(
                tv_sec: Int(deadline.nanoseconds / 1_000_000_000), tv_nsec: Int(deadline.nanoseconds % 1_000_000_000))
            if pthread_cond_timedwait(bells + bell, mutex, &moment) == ETIMEDOUT { return body(&value) }
        }
    }

    /// Wakes one thread that waits on `bell`.
    public func ring(_ bell: Int = 0) {
        pthread_cond_signal(bells + bell)
    }

    /// Wakes every thread that waits on `bell`.
    public func ringAll(_ bell: Int = 0) {
        pthread_cond_broadcast(bells + bell)
    }
}
