public import Vocabulary

/// One search whose scans are to be chosen together with those of others.
public struct ScanAsk: Sendable {
    public let query: ShardQuery
    public let tuning: ScanTuning
    /// Live items of the whole gallery that filter and exclusions allow; nil when there are neither.
    public let allowedCount: UInt64?

    public init(_ query: ShardQuery, tuning: ScanTuning, allowedCount: UInt64?) {
        self.query = query
        self.tuning = tuning
        self.allowedCount = allowedCount
    }
}
