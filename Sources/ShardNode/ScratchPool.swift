internal import Ground
internal import Indexing

/// Memory for searches, used again by the next one.
final class ScratchPool: Sendable {
    private let free = Guarded<[PooledScratch]>([])

    /// Kept for later searches, at most; more are freed.
    private static let countMax = 64

    /// Memory that nobody else uses until it is given back.
    func take() -> PooledScratch {
        free.withLock { $0.popLast() } ?? PooledScratch()
    }

    func give(_ scratch: PooledScratch) {
        free.withLock { free in
            if free.count < Self.countMax { free.append(scratch) }
        }
    }
}
