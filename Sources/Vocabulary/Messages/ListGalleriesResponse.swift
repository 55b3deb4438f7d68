// Made from Protos/tessera/v1/gallery.proto by `make protos`; change that file, not this one.

/// The galleries.
public struct ListGalleriesResponse: Equatable, Sendable {
    /// One each, by name.
    public var galleries: [GallerySummary] = []

    public init(
        galleries: [GallerySummary] = []
    ) {
        self.galleries = galleries
    }
}
