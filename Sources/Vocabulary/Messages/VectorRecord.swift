// Made from Protos/tessera/storage/v1/records.proto by `make protos`; change that file, not this one.

/// One field's vector as it is searched.
public struct VectorRecord: Equatable, Sendable {
    /// Index of the field in the gallery's declaration.
    public var field: UInt32 = 0
    /// Little-endian 16-bit floats, one per dimension.
    public var halves: [UInt8] = []

    public init(
        field: UInt32 = 0,
        halves: [UInt8] = []
    ) {
        self.field = field
        self.halves = halves
    }
}
