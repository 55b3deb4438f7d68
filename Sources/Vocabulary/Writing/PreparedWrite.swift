/// One item on its way to the committer: checked, its vectors made, scaled and cut to 16 bits.
public struct PreparedWrite: Sendable {
    public var item: Item
    /// Per field in declared order: the 16-bit floats as they are searched, or nil where the item lacks the field.
    public var vectors: [[UInt16]?]
    /// The version that must be there now, 0 for none at all; nil: written whatever is there.
    public var expectedVersion: UInt64?

    public init(item: Item, vectors: [[UInt16]?], expectedVersion: UInt64? = nil) {
        self.item = item
        self.vectors = vectors
        self.expectedVersion = expectedVersion
    }
}
