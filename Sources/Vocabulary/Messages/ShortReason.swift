// Made from Protos/tessera/v1/search.proto by `make protos`; change that file, not this one.

/// Why fewer items than asked for were answered.
public enum ShortReason: UInt16, Sendable, CaseIterable {
    /// No more items pass the filter, or there are no more.
    case exhausted = 1
    /// More were found, all below min_score.
    case minScore = 2
    /// More were found, all similar to those answered.
    case similar = 3
    /// The reply would have grown past its size limit.
    case replySize = 4
}
