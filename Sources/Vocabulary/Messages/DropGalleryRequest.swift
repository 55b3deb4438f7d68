// Made from Protos/tessera/v1/gallery.proto by `make protos`; change that file, not this one.

/// Asks to remove a gallery.
public struct DropGalleryRequest: Equatable, Sendable {
    /// Its name; an alias is refused, so that nothing is dropped by mistake.
    public var gallery: String = ""

    public init(
        gallery: String = ""
    ) {
        self.gallery = gallery
    }
}
