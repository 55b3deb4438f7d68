// Made from Protos/tessera/v1/gallery.proto by `make protos`; change that file, not this one.

/// Asks for one gallery.
public struct DescribeGalleryRequest: Equatable, Sendable {
    /// Name or alias.
    public var gallery: String = ""

    public init(
        gallery: String = ""
    ) {
        self.gallery = gallery
    }
}
