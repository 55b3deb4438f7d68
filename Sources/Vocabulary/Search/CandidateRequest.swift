/// One round of a search, the same for every shard.
public struct CandidateRequest: Equatable, Sendable {
    /// The most candidates to hand up per field, >= 1.
    public var candidatesPerField: Int
    /// Hand up the similar ids of each candidate, hashed.
    public var includesSimilar: Bool
    /// How each field is searched, in the order of the query's probes; empty: all of them exactly.
    public var scans: [FieldScan]

    public init(candidatesPerField: Int, includesSimilar: Bool, scans: [FieldScan] = []) {
        self.candidatesPerField = candidatesPerField
        self.includesSimilar = includesSimilar
        self.scans = scans
    }
}
