// Made from Protos/tessera/v1/common.proto by `make protos`; change that file, not this one.

/// A typed property of an item.
public struct Attribute: Equatable, Sendable {
    /// 1...256 bytes, unique within the item.
    public var name: String = ""
    /// The value; exactly one member.
    public var value: Value?

    /// Exactly one of these.
    public enum Value: Equatable, Sendable {
        /// UTF-8, at most 4,096 bytes.
        case text(String)
        /// A whole number.
        case integer(Int64)
        /// A finite number.
        case real(Double)
        /// A truth value.
        case flag(Bool)
    }

    public init(
        name: String = "",
        value: Value? = nil
    ) {
        self.name = name
        self.value = value
    }
}
