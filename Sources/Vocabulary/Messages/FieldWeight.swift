// Made from Protos/tessera/v1/gallery.proto by `make protos`; change that file, not this one.

/// A field and its weight.
public struct FieldWeight: Equatable, Sendable {
    /// Name of the field.
    public var field: String = ""
    /// >= 0, finite.
    public var weight: Float = 0

    public init(
        field: String = "",
        weight: Float = 0
    ) {
        self.field = field
        self.weight = weight
    }
}
