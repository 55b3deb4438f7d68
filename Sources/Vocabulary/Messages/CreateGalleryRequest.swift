// Made from Protos/tessera/v1/gallery.proto by `make protos`; change that file, not this one.

/// Asks for a new gallery.
public struct CreateGalleryRequest: Equatable, Sendable {
    /// What to make.
    public var spec: GallerySpec?

    public init(
        spec: GallerySpec? = nil
    ) {
        self.spec = spec
    }
}
