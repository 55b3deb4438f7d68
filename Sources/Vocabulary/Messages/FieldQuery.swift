// Made from Protos/tessera/v1/search.proto by `make protos`; change that file, not this one.

/// What is looked for in one field.
public struct FieldQuery: Equatable, Sendable {
    /// Name of the field.
    public var field: String = ""
    /// As many finite numbers as the field has dimensions. Empty: see `text`.
    public var vector: [Float] = []
    /// Encoded by the field's encoder when there is no vector. Empty: the request's text.
    public var text: String = ""
    /// Weight in fusion, >= 0; 0: not searched. Absent: the gallery's.
    public var weight: Float?
    /// Fingerprint of the encoder that made the vector. Given, it must be the field's. Empty: not checked.
    public var encoderFingerprint: String = ""

    public init(
        field: String = "",
        vector: [Float] = [],
        text: String = "",
        weight: Float? = nil,
        encoderFingerprint: String = ""
    ) {
        self.field = field
        self.vector = vector
        self.text = text
        self.weight = weight
        self.encoderFingerprint = encoderFingerprint
    }
}
