// Made from Protos/tessera/internal/v1/shard.proto by `make protos`; change that file, not this one.

/// The best candidates of one field, best first.
public struct ScanList: Equatable, Sendable {
    /// Positions in the answer's candidates.
    public var positions: [UInt32] = []
    /// The score each was chosen by.
    public var scores: [Float] = []

    public init(
        positions: [UInt32] = [],
        scores: [Float] = []
    ) {
        self.positions = positions
        self.scores = scores
    }
}
