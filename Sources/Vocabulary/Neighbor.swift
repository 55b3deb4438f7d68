/// An item that is near a query.
public struct Neighbor: Equatable, Hashable, Sendable {
    /// The item's number inside its segment.
    public var ordinal: UInt32
    /// The similarity; higher is better.
    public var score: Float
    /// What decides between equal scores, lower first: the XXH3-64 of the item's id.
    public var tie: UInt64

    @inlinable
    public init(ordinal: UInt32, score: Float, tie: UInt64) {
        self.ordinal = ordinal
        self.score = score
        self.tie = tie
    }

    /// True when this one is listed before `other`: the higher score, then the lower tie key, then the lower ordinal.
    @inlinable
    public func precedes(_ other: Neighbor) -> Bool {
        if score != other.score { return score > other.score }
        if tie != other.tie { return tie < other.tie }
        return ordinal < other.ordinal
    }
}
