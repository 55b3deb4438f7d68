// Made from Protos/tessera/v1/gallery.proto by `make protos`; change that file, not this one.

/// What was removed.
public struct DropGalleryResponse: Equatable, Sendable {
    /// Live items that went with it.
    public var itemCount: UInt64 = 0

    public init(
        itemCount: UInt64 = 0
    ) {
        self.itemCount = itemCount
    }
}
