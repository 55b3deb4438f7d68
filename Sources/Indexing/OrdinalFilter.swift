/// Which items a search may answer: all parts must hold. Tags are numbers, ids are hashes.
public struct OrdinalFilter: Equatable, Sendable {
    /// Of each clause an item must carry at least one tag. An empty clause holds for no item.
    public var anyTags: [[UInt32]]
    /// Tags an item must not carry.
    public var noneTags: [UInt32]
    /// Of each clause an item must have an attribute in at least one range. An empty clause holds for no item.
    public var attributes: [[AttributeRange]]
    /// The ids an item must be among; nil when any may be.
    public var onlyIdHashes: [UInt64]?
    /// Ids that are left out.
    public var excludedIdHashes: [UInt64]

    public init(
        anyTags: [[UInt32]] = [], noneTags: [UInt32] = [], attributes: [[AttributeRange]] = [],
        onlyIdHashes: [UInt64]? = nil, excludedIdHashes: [UInt64] = []
    ) {
        self.anyTags = anyTags
        self.noneTags = noneTags
        self.attributes = attributes
        self.onlyIdHashes = onlyIdHashes
        self.excludedIdHashes = excludedIdHashes
    }

    /// True when every item is allowed.
    public var isEmpty: Bool {
        anyTags.isEmpty && noneTags.isEmpty && attributes.isEmpty && onlyIdHashes == nil && excludedIdHashes.isEmpty
    }
}
