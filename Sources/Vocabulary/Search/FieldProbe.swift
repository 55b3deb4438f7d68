/// What a shard looks for in one field.
public struct FieldProbe: Equatable, Sendable {
    /// The field's place in the gallery's declaration, from 0.
    public var field: Int
    /// As many finite numbers as the field has dimensions; of unit length when the field is compared by cosine.
    public var vector: [Float]

    public init(field: Int, vector: [Float]) {
        self.field = field
        self.vector = vector
    }
}
