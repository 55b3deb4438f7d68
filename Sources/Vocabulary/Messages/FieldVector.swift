// Made from Protos/tessera/v1/items.proto by `make protos`; change that file, not this one.

/// A vector for one field.
public struct FieldVector: Equatable, Sendable {
    /// Name of the field.
    public var field: String = ""
    /// As many finite numbers as the field has dimensions.
    public var values: [Float] = []
    /// Fingerprint of the encoder that made it. Given, it must be the field's. Empty: not checked.
    public var encoderFingerprint: String = ""

    public init(
        field: String = "",
        values: [Float] = [],
        encoderFingerprint: String = ""
    ) {
        self.field = field
        self.values = values
        self.encoderFingerprint = encoderFingerprint
    }
}
