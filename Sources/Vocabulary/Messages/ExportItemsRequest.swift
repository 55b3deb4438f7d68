// Made from Protos/tessera/v1/items.proto by `make protos`; change that file, not this one.

/// Asks for all items.
public struct ExportItemsRequest: Equatable, Sendable {
    /// Name or alias.
    public var gallery: String = ""
    /// Begin behind this id, as an export that was cut off goes on. Empty: at the beginning.
    public var afterId: String = ""
    /// Items of one response, at most 10,000. 0: 256. Fewer where they are large.
    public var pageItemCount: UInt32 = 0
    /// Which parts. Absent: everything but vectors.
    public var readMask: ReadMask?

    public init(
        gallery: String = "",
        afterId: String = "",
        pageItemCount: UInt32 = 0,
        readMask: ReadMask? = nil
    ) {
        self.gallery = gallery
        self.afterId = afterId
        self.pageItemCount = pageItemCount
        self.readMask = readMask
    }
}
