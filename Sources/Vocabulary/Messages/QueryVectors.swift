// Made from Protos/tessera/v1/operations.proto by `make protos`; change that file, not this one.

/// Vectors to measure recall with, of one field.
public struct QueryVectors: Equatable, Sendable {
    /// Name of the field.
    public var field: String = ""
    /// Shape [queries, dimension], row-major, finite.
    public var values: [Float] = []

    public init(
        field: String = "",
        values: [Float] = []
    ) {
        self.field = field
        self.values = values
    }
}
