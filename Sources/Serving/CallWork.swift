/// What is known beforehand of the time that a method's calls take on the worker pool. The rest is measured.
public enum CallWork: Sendable {
    /// None that counts, as it waits rather than works: never refused for want of time, and not held back.
    case none
    /// About as much as the call before it.
    case perCall
    /// Little, as it waits for other nodes, and about as long as the call before it. They say how long, by
    /// `CallContext.charge(waitedNanoseconds:)`.
    case perWait
    /// About in proportion to its request's bytes.
    case perByte
}
