// Made from Protos/tessera/internal/v1/shard.proto by `make protos`; change that file, not this one.

/// Asks for the candidates that will probably be chosen, so that a search need not come back for them.
public struct LikelyItems: Equatable, Sendable {
    /// The most of them, at most 64.
    public var count: UInt32 = 0
    /// By probe: what its similarity counts in their order.
    public var weights: [Float] = []
    /// Which parts, never vectors. Absent: everything but vectors.
    public var readMask: ReadMask?

    public init(
        count: UInt32 = 0,
        weights: [Float] = [],
        readMask: ReadMask? = nil
    ) {
        self.count = count
        self.weights = weights
        self.readMask = readMask
    }
}
