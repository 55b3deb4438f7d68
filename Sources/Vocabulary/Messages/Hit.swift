// Made from Protos/tessera/v1/search.proto by `make protos`; change that file, not this one.

/// One item that was found.
public struct Hit: Equatable, Sendable {
    /// The item, as the read mask says.
    public var item: Item?
    /// The fused score.
    public var score: Float = 0
    /// By field, in declared order; empty unless `explain`.
    public var fields: [FieldScore] = []
    /// The item's version.
    public var version: UInt64 = 0
    /// Vectors, if the read mask says so.
    public var vectors: [FieldVector] = []

    public init(
        item: Item? = nil,
        score: Float = 0,
        fields: [FieldScore] = [],
        version: UInt64 = 0,
        vectors: [FieldVector] = []
    ) {
        self.item = item
        self.score = score
        self.fields = fields
        self.version = version
        self.vectors = vectors
    }
}
