internal import Ground
public import Vocabulary

/// One attribute of an item as it is searched: which one, and its value as a number that keeps the order.
///
/// Names and texts are compared by their XXH3-64, as ids are: no dictionary is kept, on no shard.
public struct AttributeEntry: Hashable, BitwiseCopyable, Sendable {
    /// Stands for name and kind together.
    public var column: UInt64
    /// Ascends with the value where that is a number.
    public var value: UInt64

    public init(column: UInt64, value: UInt64) {
        self.column = column
        self.value = value
    }

    /// Nil for an attribute without a value.
    public init?(_ attribute: Attribute) {
        switch attribute.value {
        case nil: return nil
        case .text(let text): self.init(attribute.name, .text, Hash.xxh3(text))
        case .integer(let integer): self.init(attribute.name, .integer, Self.number(integer))
        case .real(let real): self.init(attribute.name, .real, Self.number(real))
        case .flag(let flag): self.init(attribute.name, .flag, flag ? 1 : 0)
        }
    }

    private init(_ name: String, _ kind: Kind, _ value: UInt64) {
        self.init(column: Self.column(name, kind), value: value)
    }

    /// What a value is; attributes of one name and several kinds are several columns.
    enum Kind: UInt64 {
        case text = 1
        case integer = 2
        case real = 3
        case flag = 4
    }

    static func column(_ name: String, _ kind: Kind) -> UInt64 { Hash.xxh3(Hash.xxh3(name), seed: kind.rawValue) }

    static func number(_ integer: Int64) -> UInt64 { UInt64(bitPattern: integer) ^ 1 << 63 }

    /// Both zeros are one number; a number that is none stands outside of all others.
    static func number(_ real: Double) -> UInt64 {
        let bits = (real == 0 ? 0 : real).bitPattern
        return bits >> 63 == 0 ? bits | 1 << 63 : ~bits
    }
}

extension AttributeEntry: Comparable {
    public static func < (left: AttributeEntry, right: AttributeEntry) -> Bool {
        (left.column, left.value) < (right.column, right.value)
    }
}
