// Made from Protos/tessera/v1/items.proto by `make protos`; change that file, not this one.

/// Asks for items.
public struct GetItemsRequest: Equatable, Sendable {
    /// Name or alias.
    public var gallery: String = ""
    /// 1...10,000 ids.
    public var ids: [String] = []
    /// Which parts. Absent: everything but vectors.
    public var readMask: ReadMask?

    public init(
        gallery: String = "",
        ids: [String] = [],
        readMask: ReadMask? = nil
    ) {
        self.gallery = gallery
        self.ids = ids
        self.readMask = readMask
    }
}
