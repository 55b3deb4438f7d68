/// What the last round of a search looked at, summed over all shards. By field in the order of the query's probes.
public struct ScanProgress: Equatable, Sendable {
    /// By field: the codes in the probed lists, or the allowed ones of an exact scan.
    public var plannedCounts: [UInt64]
    /// By field: how many of them are of items that filter and exclusions allow.
    public var matchedCounts: [UInt64]
    /// Live items that filter and exclusions allow; nil when there are neither.
    public var allowedCount: UInt64?
    /// Fewer items are left than were asked for.
    public var isShort: Bool
    /// How often more lists were probed already.
    public var wideningCount: Int

    public init(
        plannedCounts: [UInt64], matchedCounts: [UInt64], allowedCount: UInt64?, isShort: Bool, wideningCount: Int
    ) {
        self.plannedCounts = plannedCounts
        self.matchedCounts = matchedCounts
        self.allowedCount = allowedCount
        self.isShort = isShort
        self.wideningCount = wideningCount
    }
}
