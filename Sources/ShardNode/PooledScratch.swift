internal import Indexing

/// The memory of one search at a time.
final class PooledScratch: @unchecked Sendable {
    // Unchecked: whoever took it from the pool is its only user.
    var scratch = SearchScratch()
}
