import JSON
import Testing

struct JSONParsingTests {
    @Test(
        arguments: [
            ("null", .null), (" true\n", .bool(true)), ("-7", .integer(-7)), ("9223372036854775807", .integer(.max)),
            ("1.5", .real(1.5)), ("1e3", .real(1000)), ("\"a\\u00e9\\n\"", .string("aé\n")), ("[]", .array([])),
            ("{}", .object([JSONMember]())), ("\"\"", .string("")), ("\"\\ud83d\\ude00\"", .string("😀")),
        ] as [(String, JSONValue)])
    func `each kind of value is read`(text: String, value: JSONValue) throws {
        #expect(try JSONValue(parsing: text) == value)
    }

    @Test func `members keep the order of the text`() throws {
        let value = try JSONValue(parsing: #"{"z":1,"a":{"y":2,"b":3},"m":[4]}"#)
        #expect(value == ["z": .integer(1), "a": ["y": .integer(2), "b": .integer(3)], "m": .array([.integer(4)])])
    }

    @Test func `an error names line and column`() {
        #expect(
            throws: JSONError.malformed(
                at: JSONPosition(line: 2, column: 4, byteOffset: 7), reason: "invalid token near 'x'")
        ) { try JSONValue(parsing: "[1\n , x]") }
    }

    @Test func `a key that stands twice is refused`() {
        #expect { try JSONValue(parsing: #"{"a":1,"a":2}"#) } throws: {
            if case .duplicateKey = $0 as? JSONError { true } else { false }
        }
    }

    @Test func `bytes that are not UTF-8 are refused with their place`() {
        #expect { try JSONValue(parsing: [0x22, 0x61, 0xFF, 0x22]) } throws: {
            if case .invalidUTF8(let position) = $0 as? JSONError { position.byteOffset == 2 } else { false }
        }
    }

    @Test(arguments: [#""a\u0000b""#, #"{"a\u0000b":1}"#])
    func `a string that holds NUL is refused`(text: String) {
        #expect { try JSONValue(parsing: text) } throws: {
            if case .holdsNull = $0 as? JSONError { true } else { false }
        }
    }

    @Test(arguments: ["9223372036854775808", "-9223372036854775809", "1e999"])
    func `a number beyond 64 bits is refused`(text: String) {
        #expect { try JSONValue(parsing: text) } throws: {
            if case .numberTooLarge = $0 as? JSONError { true } else { false }
        }
    }

    @Test func `nesting at the limit is read`() throws {
        let text = String(repeating: "[", count: 5) + String(repeating: "]", count: 5)
        _ = try JSONValue(parsing: text, limits: JSONLimits(depthMax: 5))
    }

    @Test func `nesting past the limit is refused with its place`() {
        let text = String(repeating: "[", count: 6) + String(repeating: "]", count: 6)
        #expect(throws: JSONError.tooDeep(at: JSONPosition(line: 1, column: 6, byteOffset: 5), depthMax: 5)) {
            try JSONValue(parsing: text, limits: JSONLimits(depthMax: 5))
        }
    }

    @Test func `a million open brackets are refused`() {
        #expect(throws: JSONError.self) { try JSONValue(parsing: String(repeating: "[", count: 1_000_000)) }
    }

    @Test func `brackets inside strings do not nest`() throws {
        #expect(try JSONValue(parsing: #""[[[\"[[["# + "\"", limits: JSONLimits(depthMax: 0)).string == #"[[["[[["#)
    }

    @Test func `a text past the byte limit is refused`() {
        #expect(throws: JSONError.tooLarge(byteCount: 6, byteCountMax: 5)) {
            try JSONValue(parsing: "[1, 2]", limits: JSONLimits(byteCountMax: 5))
        }
    }

    @Test(arguments: ["", " ", "[1", "{\"a\"}", "1 2", "nul", "'a'", "[1,]", "\"a", "{\"a\":1,}", "NaN", "\u{FEFF}1"])
    func `what is not JSON is refused`(text: String) {
        #expect(throws: JSONError.self) { try JSONValue(parsing: text) }
    }
}
