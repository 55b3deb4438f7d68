// Made from Protos/tessera/v1/search.proto by `make protos`; change that file, not this one.

/// One field's part in a hit.
public struct FieldScore: Equatable, Sendable {
    /// Name of the field.
    public var field: String = ""
    /// The exact similarity. Absent: the item lacks the field.
    public var similarity: Float?
    /// Rank by this similarity among the candidates, from 1. 0: the item lacks the field.
    public var rank: UInt32 = 0
    /// What it added to the fused score.
    public var contribution: Float = 0

    public init(
        field: String = "",
        similarity: Float? = nil,
        rank: UInt32 = 0,
        contribution: Float = 0
    ) {
        self.field = field
        self.similarity = similarity
        self.rank = rank
        self.contribution = contribution
    }
}
