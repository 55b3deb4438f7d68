public import Vocabulary

extension Oracle {
    /// True when a condition on an attribute holds for an item whose attribute of that name has `value`.
    public static func holds(_ clause: AttributeClause, _ value: Attribute.Value) -> Bool {
        guard clause.any.isEmpty else { return clause.any.contains { isEqual($0.value!, value) } }
        switch value {
        case .integer(let number):
            return (clause.minimum.map { compare(number, $0) >= 0 } ?? true)
                && (clause.maximum.map { compare(number, $0) <= 0 } ?? true)
        case .real(let number):
            return (clause.minimum.map { number >= $0 } ?? true) && (clause.maximum.map { number <= $0 } ?? true)
        case .text, .flag: return false
        }
    }

    private static func isEqual(_ one: Attribute.Value, _ other: Attribute.Value) -> Bool {
        switch (one, other) {
        case (.integer(let one), .real(let other)), (.real(let other), .integer(let one)): compare(one, other) == 0
        case (.real(let one), .real(let other)): one == other
        case (.text(let one), .text(let other)): Array(one.utf8) == Array(other.utf8)
        default: one == other
        }
    }

    /// The sign of the exact difference of two numbers.
    private static func compare(_ integer: Int64, _ real: Double) -> Int {
        if real >= 0x1p63 { return -1 }
        if real < -0x1p63 { return 1 }
        let whole = Int64(real.rounded(.down))
        if integer != whole { return integer < whole ? -1 : 1 }
        return real == real.rounded(.down) ? 0 : -1
    }
}
