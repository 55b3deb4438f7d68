// Made from Protos/tessera/internal/v1/shard.proto by `make protos`; change that file, not this one.

/// Asks for the vectors of candidates.
public struct FetchRowsRequest: Equatable, Sendable {
    /// Number of the gallery.
    public var gallery: UInt32 = 0
    /// The view that answered the candidates.
    public var view: UInt64 = 0
    /// Places of the fields in the gallery's declaration.
    public var fields: [UInt32] = []
    /// Ordinals.
    public var ordinals: [UInt32] = []

    public init(
        gallery: UInt32 = 0,
        view: UInt64 = 0,
        fields: [UInt32] = [],
        ordinals: [UInt32] = []
    ) {
        self.gallery = gallery
        self.view = view
        self.fields = fields
        self.ordinals = ordinals
    }
}
