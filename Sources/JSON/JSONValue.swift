/// One JSON document, or a part of one.
public enum JSONValue: Equatable, Sendable {
    case null
    case bool(Bool)
    /// A number written without fraction and exponent.
    case integer(Int64)
    /// Any other number; finite when it was parsed.
    case real(Double)
    /// UTF-8 without NUL when it was parsed.
    case string(String)
    case array([JSONValue])
    /// Members in the order of the text, each key once when it was parsed.
    case object([JSONMember])
}

extension JSONValue {
    /// A real that is written as shortly as `value` allows, 0.1 and not 0.10000000149011612.
    public static func shortest(_ value: Float) -> JSONValue {
        .real(Double(value.description) ?? Double(value))
    }

    /// The value of member `key`; nil when this is no object or has none.
    public subscript(_ key: String) -> JSONValue? {
        guard case .object(let members) = self else { return nil }
        return members.first { $0.key == key }?.value
    }

    /// The text; nil when this is no string.
    public var string: String? {
        guard case .string(let text) = self else { return nil }
        return text
    }

    /// The whole number; nil when this is none.
    public var integer: Int64? {
        guard case .integer(let number) = self else { return nil }
        return number
    }

    /// The number, whole or not; nil when this is none.
    public var number: Double? {
        switch self {
        case .integer(let number): Double(number)
        case .real(let number): number
        default: nil
        }
    }

    /// The truth value; nil when this is none.
    public var bool: Bool? {
        guard case .bool(let value) = self else { return nil }
        return value
    }

    /// The elements; nil when this is no array.
    public var array: [JSONValue]? {
        guard case .array(let elements) = self else { return nil }
        return elements
    }

    /// The members; nil when this is no object.
    public var object: [JSONMember]? {
        guard case .object(let members) = self else { return nil }
        return members
    }

    /// What this is, as people say it: `a string`, `an object`.
    public var kindName: String {
        switch self {
        case .null: "null"
        case .bool: "a truth value"
        case .integer: "a whole number"
        case .real: "a number"
        case .string: "a string"
        case .array: "a list"
        case .object: "an object"
        }
    }
}

extension JSONValue: ExpressibleByDictionaryLiteral {
    public init(dictionaryLiteral elements: (String, JSONValue)...) {
        self = .object(elements.map { JSONMember($0.0, $0.1) })
    }
}
