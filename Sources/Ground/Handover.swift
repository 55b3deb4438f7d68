/// A value that one thread waits for and another gives, once.
public final class Handover<Value: Sendable>: Sendable {
    private let monitor = Monitor<Value?>(nil)

    public init() {}

    /// Hands `value` to the thread that waits. Call exactly once.
    public func give(_ value: Value) {
        monitor.withLock { given in
            precondition(given == nil, "a value was handed over twice")
            given = value
        }
        monitor.ring()
    }

    /// The value, once it is there. Blocks: not for a loop thread. Call from one thread only.
    public func wait() -> Value {
        // Without a deadline the wait ends with a value only.
        monitor.wait { $0 }!
    }
}
