internal import Synchronization

/// Tells long work that nobody wants its result any more. Set once, read from any thread.
///
/// Open, so that what stands for a call can be its own flag and costs no second object.
open class CancellationFlag: @unchecked Sendable {
    // Unchecked: the one stored property is atomic; subclasses answer for theirs.
    private let value = Atomic<Bool>(false)

    public init() {}

    /// About a nanosecond.
    public final var isSet: Bool { value.load(ordering: .relaxed) }

    public final func set() {
        value.store(true, ordering: .relaxed)
    }
}
