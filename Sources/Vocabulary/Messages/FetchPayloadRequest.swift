// Made from Protos/tessera/internal/v1/shard.proto by `make protos`; change that file, not this one.

/// Asks for items.
public struct FetchPayloadRequest: Equatable, Sendable {
    /// Number of the gallery.
    public var gallery: UInt32 = 0
    /// The view that answered the candidates.
    public var view: UInt64 = 0
    /// Ordinals.
    public var ordinals: [UInt32] = []
    /// Which parts. Absent: everything but vectors.
    public var readMask: ReadMask?

    public init(
        gallery: UInt32 = 0,
        view: UInt64 = 0,
        ordinals: [UInt32] = [],
        readMask: ReadMask? = nil
    ) {
        self.gallery = gallery
        self.view = view
        self.ordinals = ordinals
        self.readMask = readMask
    }
}
