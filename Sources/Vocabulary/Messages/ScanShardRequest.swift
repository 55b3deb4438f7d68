// Made from Protos/tessera/internal/v1/shard.proto by `make protos`; change that file, not this one.

/// Asks for the best candidates.
public struct ScanShardRequest: Equatable, Sendable {
    /// The search.
    public var query: ScanQuery?
    /// The view to search; 0: the newest.
    public var view: UInt64 = 0
    /// The most candidates to answer per field, at least 1.
    public var candidatesPerField: UInt32 = 0
    /// Answer the similar ids of each candidate, hashed.
    public var includesSimilar: Bool = false
    /// By probe, how its field is searched. Empty: all of them exactly.
    public var scans: [ScanField] = []
    /// Which items to answer whole. Absent: none.
    public var likelyItems: LikelyItems?

    public init(
        query: ScanQuery? = nil,
        view: UInt64 = 0,
        candidatesPerField: UInt32 = 0,
        includesSimilar: Bool = false,
        scans: [ScanField] = [],
        likelyItems: LikelyItems? = nil
    ) {
        self.query = query
        self.view = view
        self.candidatesPerField = candidatesPerField
        self.includesSimilar = includesSimilar
        self.scans = scans
        self.likelyItems = likelyItems
    }
}
