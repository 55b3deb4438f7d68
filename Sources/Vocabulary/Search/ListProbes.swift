/// The lists of one codebook that a search looks into.
public struct ListProbes: Equatable, Sendable {
    /// Hash of the codebook, 16 bytes. A shard that has another one refuses the search.
    public var codebookHash: [UInt8]
    /// Numbers of the lists, nearest first, none twice.
    public var lists: [UInt32]

    public init(codebookHash: [UInt8], lists: [UInt32]) {
        self.codebookHash = codebookHash
        self.lists = lists
    }
}
