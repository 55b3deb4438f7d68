import Indexing
import Testing
import TrialSearch
import Vocabulary

/// Conditions on attributes as ranges of entries.
struct AttributeTests {
    private static func holds(_ clause: AttributeClause, _ value: Attribute.Value) -> Bool {
        let entry = AttributeEntry(Attribute(name: clause.name, value: value))!
        return AttributeRange.ranges(of: clause).contains {
            $0.column == entry.column && $0.values.contains(entry.value)
        }
    }

    static let values: [Attribute.Value] = [
        .integer(.min), .integer(.min + 1), .integer(-7), .integer(-1), .integer(0), .integer(1), .integer(2),
        .integer(7), .integer(1 << 53), .integer(1 << 53 + 1), .integer(.max - 1), .integer(.max), .real(-0x1p63),
        .real(0x1p63), .real(-1e300), .real(-7), .real(-1.5), .real(-0.0), .real(0.0), .real(0.5), .real(1),
        .real(.leastNonzeroMagnitude), .real(0x1p53), .real(1e300), .text(""), .text("a"), .text("A"), .text("\u{E9}"),
        .text("e\u{301}"), .flag(false), .flag(true),
    ]

    @Test func `one value equals another exactly when they are the same number, text or truth value`() {
        for wanted in Self.values {
            let clause = AttributeClause(name: "n", any: [Attribute(name: "", value: wanted)])
            for value in Self.values {
                #expect(Self.holds(clause, value) == Oracle.holds(clause, value), "\(wanted) \(value)")
            }
        }
    }

    @Test func `a range holds the numbers between its bounds, integers and reals alike`() {
        let bounds: [Double?] = [
            nil, -.greatestFiniteMagnitude, -1e300, -0x1p63, -7, -1.5, -0.0, 0.25, 1, 1.5, 0x1p53, 0x1p63, 1e300,
        ]
        for minimum in bounds {
            for maximum in bounds where minimum != nil || maximum != nil {
                let clause = AttributeClause(name: "n", minimum: minimum, maximum: maximum)
                for value in Self.values {
                    let remark: Comment = "\(String(describing: clause)) \(value)"
                    #expect(Self.holds(clause, value) == Oracle.holds(clause, value), remark)
                }
            }
        }
    }

    @Test func `attributes of other names are others`() {
        let clause = AttributeClause(name: "n", any: [Attribute(value: .integer(1))])
        let other = AttributeEntry(Attribute(name: "m", value: .integer(1)))!
        #expect(!AttributeRange.ranges(of: clause).contains { $0.column == other.column })
    }
}
