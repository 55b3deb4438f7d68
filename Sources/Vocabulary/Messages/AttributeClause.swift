// Made from Protos/tessera/v1/search.proto by `make protos`; change that file, not this one.

/// A condition on one attribute; answered UNIMPLEMENTED.
public struct AttributeClause: Equatable, Sendable {
    /// Name of the attribute.
    public var name: String = ""
    /// Equal to one of these. Empty: see minimum and maximum.
    public var `any`: [Attribute] = []
    /// At least this. Absent: no bound.
    public var minimum: Double?
    /// At most this. Absent: no bound.
    public var maximum: Double?

    public init(
        name: String = "",
        any: [Attribute] = [],
        minimum: Double? = nil,
        maximum: Double? = nil
    ) {
        self.name = name
        self.any = `any`
        self.minimum = minimum
        self.maximum = maximum
    }
}
