// Made from Protos/tessera/internal/v1/shard.proto by `make protos`; change that file, not this one.

/// What a filter leaves.
public struct CountAllowedResponse: Equatable, Sendable {
    /// The view that was looked at.
    public var view: UInt64 = 0
    /// Live items that filter and exclusions allow.
    public var allowedCount: UInt64 = 0
    /// Live items.
    public var liveCount: UInt64 = 0
    /// By field of the gallery: live items that have it.
    public var fieldLiveCounts: [UInt64] = []

    public init(
        view: UInt64 = 0,
        allowedCount: UInt64 = 0,
        liveCount: UInt64 = 0,
        fieldLiveCounts: [UInt64] = []
    ) {
        self.view = view
        self.allowedCount = allowedCount
        self.liveCount = liveCount
        self.fieldLiveCounts = fieldLiveCounts
    }
}
