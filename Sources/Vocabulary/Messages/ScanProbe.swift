// Made from Protos/tessera/internal/v1/shard.proto by `make protos`; change that file, not this one.

/// What is looked for in one field.
public struct ScanProbe: Equatable, Sendable {
    /// The field's place in the gallery's declaration, from 0.
    public var field: UInt32 = 0
    /// As many finite numbers as the field has dimensions; of unit length when it is compared by cosine.
    public var vector: [Float] = []

    public init(
        field: UInt32 = 0,
        vector: [Float] = []
    ) {
        self.field = field
        self.vector = vector
    }
}
