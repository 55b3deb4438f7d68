import JSON
import Testing

struct JSONTextTests {
    /// A value of at most `depth` levels, from `chance`.
    static func value(depth: Int, _ chance: inout SplitMix) -> JSONValue {
        switch Int.random(in: 0..<(depth > 0 ? 8 : 6), using: &chance) {
        case 0: .null
        case 1: .bool(Bool.random(using: &chance))
        case 2: .integer(Int64.random(in: .min ... .max, using: &chance))
        case 3: .real(Double.random(in: -1e9...1e9, using: &chance))
        case 4: .real(Double(Float.random(in: -1e-9...1e-9, using: &chance)))
        case 5: .string(text(&chance))
        case 6: .array((0..<Int.random(in: 0...4, using: &chance)).map { _ in value(depth: depth - 1, &chance) })
        default:
            .object(
                (0..<Int.random(in: 0...4, using: &chance)).map {
                    JSONMember("\($0)" + text(&chance), value(depth: depth - 1, &chance))
                })
        }
    }

    static func text(_ chance: inout SplitMix) -> String {
        let scalars: [Unicode.Scalar] = [
            "a", "\"", "\\", "\n", "\t", "\u{1}", "\u{7F}", "é", "字", "😀", "/", "\u{2028}",
        ]
        var text = ""
        for _ in 0..<Int.random(in: 0...9, using: &chance) {
            text.unicodeScalars.append(scalars.randomElement(using: &chance)!)
        }
        return text
    }

    @Test(arguments: 0..<200 as Range<UInt64>)
    func `what is written is read back equal`(seed: UInt64) throws {
        var chance = SplitMix(state: seed)
        let value = Self.value(depth: 4, &chance)
        #expect(try JSONValue(parsing: value.text) == value)
        #expect(try JSONValue(parsing: value.indentedText) == value)
    }

    @Test func `one line has no white space`() {
        let value: JSONValue = ["a": .array([.integer(1), .null]), "b": [:]]
        #expect(value.text == #"{"a":[1,null],"b":{}}"#)
    }

    @Test func `indented text has a line a member`() {
        let value: JSONValue = ["a": .array([.integer(1)]), "b": [:]]
        #expect(value.indentedText == "{\n  \"a\": [\n    1\n  ],\n  \"b\": {}\n}")
    }

    @Test func `numbers that JSON cannot write become null`() {
        #expect(JSONValue.array([.real(Double.nan), .real(Double.infinity)]).text == "[null,null]")
    }

    @Test func `a float is written as short as it is`() {
        #expect(JSONValue.shortest(0.1).text == "0.1")
    }
}

/// Chance from a seed.
struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
