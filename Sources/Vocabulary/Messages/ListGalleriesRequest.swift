// Made from Protos/tessera/v1/gallery.proto by `make protos`; change that file, not this one.

/// Asks for the galleries.
public struct ListGalleriesRequest: Equatable, Sendable {
    /// Only those of this tenant. Empty: all.
    public var tenant: String = ""

    public init(
        tenant: String = ""
    ) {
        self.tenant = tenant
    }
}
