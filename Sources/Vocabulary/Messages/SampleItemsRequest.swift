// Made from Protos/tessera/v1/items.proto by `make protos`; change that file, not this one.

/// Asks for items drawn at random.
public struct SampleItemsRequest: Equatable, Sendable {
    /// Name or alias.
    public var gallery: String = ""
    /// 1...10,000.
    public var count: UInt32 = 0
    /// Only items that have this field. Empty: any.
    public var field: String = ""
    /// One seed, one choice, as long as the items are the same.
    public var seed: UInt64 = 0

    public init(
        gallery: String = "",
        count: UInt32 = 0,
        field: String = "",
        seed: UInt64 = 0
    ) {
        self.gallery = gallery
        self.count = count
        self.field = field
        self.seed = seed
    }
}
