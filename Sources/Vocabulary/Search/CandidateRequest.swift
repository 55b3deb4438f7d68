/// One round of a search, the same for every shard.
public struct CandidateRequest: Equatable, Sendable {
    /// The most candidates to hand up per field, >= 1.
    public var candidatesPerField: Int
    /// Hand up the similar ids of each candidate, hashed.
    public var includesSimilar: Bool

    public init(candidatesPerField: Int, includesSimilar: Bool) {
        self.candidatesPerField = candidatesPerField
        self.includesSimilar = includesSimilar
    }
}
