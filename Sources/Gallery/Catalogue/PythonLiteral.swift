internal import JSON

/// Reads what Python's `repr` writes of lists, tuples, dictionaries, strings, numbers, `None`, `True` and `False`.
///
/// Strings may have either quote and a `u` before it; bytes, raw and triple-quoted strings are refused. Octal escapes
/// and names (`\N{…}`) are refused; a backslash before anything else stands for itself, as in Python.
struct PythonLiteral {
    private static let depthMax = 16

    private let bytes: [UInt8]
    private var position = 0

    /// The value of `text`, all of it, white space around it excepted.
    static func value(of text: String) throws(LiteralError) -> JSONValue {
        var literal = PythonLiteral(bytes: Array(text.utf8))
        let value = try literal.value(depth: 0)
        literal.skipSpace()
        guard literal.position == literal.bytes.count else { throw literal.unexpected("the end") }
        return value
    }

    private init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    private func unexpected(_ expected: String) -> LiteralError {
        .unexpected(byteOffset: position, expected: expected)
    }

    private var next: UInt8? { position < bytes.count ? bytes[position] : nil }

    private mutating func skipSpace() {
        while let byte = next, byte == 0x20 || (0x09...0x0D).contains(byte) { position += 1 }
    }

    /// Steps over `byte` if it stands next, white space aside.
    private mutating func skip(_ byte: Unicode.Scalar) -> Bool {
        skipSpace()
        guard next == UInt8(ascii: byte) else { return false }
        position += 1
        return true
    }

    private mutating func skip(word: String) -> Bool {
        guard bytes[position...].starts(with: word.utf8) else { return false }
        position += word.utf8.count
        return true
    }

    private mutating func value(depth: Int) throws(LiteralError) -> JSONValue {
        skipSpace()
        guard let first = next else { throw unexpected("a value") }
        switch first {
        case UInt8(ascii: "["), UInt8(ascii: "("), UInt8(ascii: "{"):
            guard depth < Self.depthMax else { throw .tooDeep(byteOffset: position, depthMax: Self.depthMax) }
            if first == UInt8(ascii: "{") { return .object(try members(depth: depth)) }
            return .array(try elements(until: first == UInt8(ascii: "[") ? "]" : ")", depth: depth))
        case UInt8(ascii: "'"), UInt8(ascii: "\""):
            return .string(try string())
        case UInt8(ascii: "u") where position + 1 < bytes.count && [0x22, 0x27].contains(bytes[position + 1]):
            position += 1
            return .string(try string())
        case UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "."), UInt8(ascii: "0")...UInt8(ascii: "9"):
            return try number()
        default:
            if skip(word: "None") { return .null }
            if skip(word: "True") { return .bool(true) }
            if skip(word: "False") { return .bool(false) }
            throw unexpected("a value")
        }
    }

    private mutating func elements(
        until closing: Unicode.Scalar, depth: Int
    ) throws(LiteralError) -> [JSONValue] {
        let start = position
        position += 1
        var elements: [JSONValue] = []
        while !skip(closing) {
            guard next != nil else { throw .unclosed(byteOffset: start) }
            elements.append(try value(depth: depth + 1))
            if skip(",") { continue }
            guard skip(closing) else {
                if next == nil { throw .unclosed(byteOffset: start) }
                throw unexpected("a comma or \(closing)")
            }
            break
        }
        return elements
    }

    private mutating func members(depth: Int) throws(LiteralError) -> [JSONMember] {
        let start = position
        position += 1
        var members: [JSONMember] = []
        while !skip("}") {
            guard next != nil else { throw .unclosed(byteOffset: start) }
            guard case .string(let key) = try value(depth: depth + 1) else { throw unexpected("a string as the key") }
            guard skip(":") else { throw unexpected("a colon") }
            // As in Python, the last of two equal keys wins.
            members.removeAll { $0.key == key }
            members.append(JSONMember(key, try value(depth: depth + 1)))
            if skip(",") { continue }
            guard skip("}") else {
                if next == nil { throw .unclosed(byteOffset: start) }
                throw unexpected("a comma or }")
            }
            break
        }
        return members
    }

    private mutating func number() throws(LiteralError) -> JSONValue {
        let start = position
        while let byte = next, "+-.0123456789eE".utf8.contains(byte) { position += 1 }
        let text = String(decoding: bytes[start..<position], as: UTF8.self)
        if let whole = Int64(text) { return .integer(whole) }
        // What Swift takes beyond Python's forms, hexadecimal floats say, has letters that are not scanned above.
        if let real = Double(text), real.isFinite { return .real(real) }
        throw .unexpected(byteOffset: start, expected: "a number of 64 bits")
    }

    private mutating func string() throws(LiteralError) -> String {
        let start = position
        let quote = bytes[position]
        position += 1
        if bytes[position...].starts(with: [quote, quote]) { throw unexpected("a string in single quotes") }
        var text: [UInt8] = []
        while let byte = next {
            position += 1
            switch byte {
            case quote: return String(decoding: text, as: UTF8.self)
            case 0: throw .holdsNull(byteOffset: position - 1)
            case UInt8(ascii: "\\"): try escape(into: &text)
            default: text.append(byte)
            }
        }
        throw .unclosed(byteOffset: start)
    }

    /// Adds what the escape stands for whose backslash was read just now.
    private mutating func escape(into text: inout [UInt8]) throws(LiteralError) {
        let start = position - 1
        guard let kind = next else { throw .badEscape(byteOffset: start) }
        position += 1
        switch kind {
        case UInt8(ascii: "n"): text.append(0x0A)
        case UInt8(ascii: "r"): text.append(0x0D)
        case UInt8(ascii: "t"): text.append(0x09)
        case UInt8(ascii: "a"): text.append(0x07)
        case UInt8(ascii: "b"): text.append(0x08)
        case UInt8(ascii: "f"): text.append(0x0C)
        case UInt8(ascii: "v"): text.append(0x0B)
        case UInt8(ascii: "\\"), UInt8(ascii: "'"), UInt8(ascii: "\""): text.append(kind)
        case 0x0A: break
        case UInt8(ascii: "x"): try scalar(digitCount: 2, escapedAt: start, into: &text)
        case UInt8(ascii: "u"): try scalar(digitCount: 4, escapedAt: start, into: &text)
        case UInt8(ascii: "U"): try scalar(digitCount: 8, escapedAt: start, into: &text)
        case UInt8(ascii: "0")...UInt8(ascii: "7"), UInt8(ascii: "N"): throw .badEscape(byteOffset: start)
        default: text += [UInt8(ascii: "\\"), kind]
        }
    }

    private mutating func scalar(
        digitCount: Int, escapedAt start: Int, into text: inout [UInt8]
    ) throws(LiteralError) {
        guard position + digitCount <= bytes.count else { throw .badEscape(byteOffset: start) }
        var value: UInt32 = 0
        for byte in bytes[position..<position + digitCount] {
            guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue, byte < 0x80 else {
                throw .badEscape(byteOffset: start)
            }
            value = value << 4 | UInt32(digit)
        }
        position += digitCount
        guard value != 0 else { throw .holdsNull(byteOffset: start) }
        // Halves of surrogate pairs are no scalars; Python writes the whole character.
        guard let scalar = Unicode.Scalar(value) else { throw .badEscape(byteOffset: start) }
        text += Array(String(Character(scalar)).utf8)
    }
}
