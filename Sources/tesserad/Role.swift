/// What a node does.
enum Role: String, CaseIterable {
    /// Everything, alone.
    case standalone
    /// Holds one part of a cluster's items.
    case shard
    /// Answers for all shards of a cluster, and holds nothing.
    case coordinator
}
