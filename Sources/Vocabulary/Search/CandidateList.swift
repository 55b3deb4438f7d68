/// A shard's best candidates in one field, best first: by score, highest first, then by id hash, then by id.
public struct CandidateList: Equatable, Sendable {
    /// Positions in the answer's candidates.
    public var positions: [UInt32]
    /// The score each was chosen by, side by side with `positions`: the exact similarity, or the one by codes.
    public var scores: [Float]

    public init(positions: [UInt32] = [], scores: [Float] = []) {
        self.positions = positions
        self.scores = scores
    }
}
