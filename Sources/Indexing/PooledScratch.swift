/// The memory of one search at a time.
public final class PooledScratch: @unchecked Sendable {
    // Unchecked: whoever took it from its pool is its only user.
    public var scratch = SearchScratch()

    public init() {}
}
