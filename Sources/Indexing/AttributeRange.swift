public import Vocabulary

/// Values of one column: what a condition on an attribute comes to.
public struct AttributeRange: Hashable, Sendable {
    public var column: UInt64
    public var values: ClosedRange<UInt64>

    public init(column: UInt64, values: ClosedRange<UInt64>) {
        self.column = column
        self.values = values
    }

    /// The ranges one of which an item must be in for `clause` to hold; none when it holds for no item.
    ///
    /// Integers and reals are columns of their own, and a number is looked for in both, exactly: a real bound is
    /// rounded inwards among the integers, and a value that the other kind cannot have is left out.
    public static func ranges(of clause: AttributeClause) -> [AttributeRange] {
        if clause.any.isEmpty { return bounds(clause) }
        return clause.any.flatMap { ranges(of: clause.name, equalTo: $0.value) }
    }

    private static func ranges(of name: String, equalTo value: Attribute.Value?) -> [AttributeRange] {
        var values: [Attribute.Value] = value.map { [$0] } ?? []
        switch value {
        case .integer(let integer): if let real = Double(exactly: integer) { values.append(.real(real)) }
        case .real(let real): if let integer = Int64(exactly: real) { values.append(.integer(integer)) }
        case .text, .flag, nil: break
        }
        return values.compactMap { value in
            guard let entry = AttributeEntry(Attribute(name: name, value: value)) else { return nil }
            return AttributeRange(column: entry.column, values: entry.value...entry.value)
        }
    }

    private static func bounds(_ clause: AttributeClause) -> [AttributeRange] {
        let minimum = clause.minimum ?? -.infinity
        let maximum = clause.maximum ?? .infinity
        guard minimum <= maximum else { return [] }
        var ranges = [
            AttributeRange(
                column: AttributeEntry.column(clause.name, .real),
                values: AttributeEntry.number(minimum)...AttributeEntry.number(maximum))
        ]
        // 2⁶³ is the first real beyond all integers; the least integer is a real.
        let (first, last) = (minimum.rounded(.up), maximum.rounded(.down))
        let end = 0x1p63
        guard first < end, last >= -end, first <= last else { return ranges }
        let least = first < -end ? Int64.min : Int64(first)
        let most = last >= end ? Int64.max : Int64(last)
        ranges.append(
            AttributeRange(
                column: AttributeEntry.column(clause.name, .integer),
                values: AttributeEntry.number(least)...AttributeEntry.number(most)))
        return ranges
    }
}
