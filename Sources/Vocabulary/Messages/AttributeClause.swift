// Made from Protos/tessera/v1/search.proto by `make protos`; change that file, not this one.

/// A condition on one attribute: values, or bounds. It holds for no item that lacks the attribute. Numbers are compared
/// as numbers, an integer may equal a real; texts byte for byte.
public struct AttributeClause: Equatable, Sendable {
    /// Name of the attribute, 1...256 bytes.
    public var name: String = ""
    /// Equal to one of these, at most 1,024, all numbers, all texts or all truth values; their names are empty or the
    /// clause's. Empty: see minimum and maximum.
    public var `any`: [Attribute] = []
    /// A number and at least this, finite. Absent: no bound.
    public var minimum: Double?
    /// A number and at most this, finite and not below the minimum. Absent: no bound.
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
