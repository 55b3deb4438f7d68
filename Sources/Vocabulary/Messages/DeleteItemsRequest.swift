// Made from Protos/tessera/v1/items.proto by `make protos`; change that file, not this one.

/// Asks to delete.
public struct DeleteItemsRequest: Equatable, Sendable {
    /// Name or alias.
    public var gallery: String = ""
    /// 1...10,000 ids.
    public var ids: [String] = []
    /// The version each must have now, as many as ids. Empty: deleted whatever is there.
    public var expectedVersions: [UInt64] = []

    public init(
        gallery: String = "",
        ids: [String] = [],
        expectedVersions: [UInt64] = []
    ) {
        self.gallery = gallery
        self.ids = ids
        self.expectedVersions = expectedVersions
    }
}
