public import Vocabulary

/// One item of an answer, before its payload is read.
public struct ChosenItem: Equatable, Sendable {
    public var reference: ItemReference
    /// The XXH3-64 of its id.
    public var idHash: UInt64
    /// The fused score.
    public var score: Float
    /// By searched field; empty unless the plan explains.
    public var fields: [FieldScore]

    public init(reference: ItemReference, idHash: UInt64, score: Float, fields: [FieldScore] = []) {
        self.reference = reference
        self.idHash = idHash
        self.score = score
        self.fields = fields
    }
}
