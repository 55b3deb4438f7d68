extension JSONValue {
    /// This value as JSON on one line, without white space.
    public var text: String {
        var text = ""
        write(to: &text, indentation: nil, depth: 0)
        return text
    }

    /// This value as JSON over several lines, two spaces a level.
    public var indentedText: String {
        var text = ""
        write(to: &text, indentation: 2, depth: 0)
        return text
    }

    /// JSON has no infinities and no NaN: they are written as `null`.
    private func write(to text: inout String, indentation: Int?, depth: Int) {
        switch self {
        case .null: text += "null"
        case .bool(let value): text += value ? "true" : "false"
        case .integer(let number): text += String(number)
        case .real(let number): text += number.isFinite ? number.description : "null"
        case .string(let string): Self.writeQuoted(string, to: &text)
        case .array(let elements):
            Self.write(elements, between: "[", and: "]", to: &text, indentation: indentation, depth: depth) {
                $0.write(to: &$1, indentation: indentation, depth: depth + 1)
            }
        case .object(let members):
            Self.write(members, between: "{", and: "}", to: &text, indentation: indentation, depth: depth) {
                Self.writeQuoted($0.key, to: &$1)
                $1 += indentation == nil ? ":" : ": "
                $0.value.write(to: &$1, indentation: indentation, depth: depth + 1)
            }
        }
    }

    private static func write<Element>(
        _ elements: [Element], between opening: String, and closing: String, to text: inout String,
        indentation: Int?, depth: Int, each: (Element, inout String) -> Void
    ) {
        text += opening
        for (position, element) in elements.enumerated() {
            if position > 0 { text += "," }
            if let indentation { text += "\n" + String(repeating: " ", count: indentation * (depth + 1)) }
            each(element, &text)
        }
        if let indentation, !elements.isEmpty { text += "\n" + String(repeating: " ", count: indentation * depth) }
        text += closing
    }

    private static func writeQuoted(_ string: String, to text: inout String) {
        text += "\""
        for scalar in string.unicodeScalars {
            switch scalar {
            case "\"": text += "\\\""
            case "\\": text += "\\\\"
            case "\n": text += "\\n"
            case "\r": text += "\\r"
            case "\t": text += "\\t"
            case _ where scalar.value < 0x20 || scalar.value == 0x7F:
                let digits = String(scalar.value, radix: 16)
                text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: text.unicodeScalars.append(scalar)
            }
        }
        text += "\""
    }
}
