/// A search of one field by codes that is run together with others.
public struct CodeProbe {
    public let view: SegmentView
    public let field: Int
    public let query: PreparedQuery
    /// Numbers of the codebook's lists, the most promising first.
    public let lists: [UInt32]
    /// The ordinals that may be answered; nil for all.
    public let allowed: OrdinalSet?
    public let count: Int
    /// Used by no other search meanwhile.
    public let memory: PooledScratch
    /// Asked at every list and about every 64 KiB of codes.
    public let isCancelled: () -> Bool

    public init(
        view: SegmentView, field: Int, query: PreparedQuery, lists: [UInt32], allowed: OrdinalSet? = nil, count: Int,
        memory: PooledScratch, isCancelled: @escaping () -> Bool = { false }
    ) {
        self.view = view
        self.field = field
        self.query = query
        self.lists = lists
        self.allowed = allowed
        self.count = count
        self.memory = memory
        self.isCancelled = isCancelled
    }
}
