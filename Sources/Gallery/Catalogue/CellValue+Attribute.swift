internal import JSON
internal import Vocabulary

extension CellValue {
    /// The attribute's value in a cell; nil for an empty one, which gives the item no such attribute.
    ///
    /// Without a kind, a whole number is an integer, another number a real, `true` and `false` are truth values, and
    /// everything else is a text. With a kind, what is not of it is refused.
    static func attribute(
        _ value: JSONValue, _ kind: CatalogueAttribute.Kind?
    ) throws(RowFault) -> Attribute.Value? {
        let cell: String
        switch value {
        case .null: return nil
        case .bool(let flag): cell = flag ? "true" : "false"
        case .integer(let number): cell = String(number)
        case .real(let number): cell = String(number)
        case .string: cell = try text(value, byteCountMax: Limits.attributeByteCountMax)
        case .array, .object: throw .wrongKind(value.kindName, expected: "a number, a string or a truth value")
        }
        if cell.isEmpty { return nil }
        let flag: Bool? = cell == "true" ? true : cell == "false" ? false : nil
        let real = looksLikeNumber(cell) ? Double(cell).flatMap { $0.isFinite ? $0 : nil } : nil
        switch kind {
        case .text: return .text(cell)
        case .integer:
            guard let number = Int64(cell) else { throw .wrongKind("'\(cell.prefix(64))'", expected: "a whole number") }
            return .integer(number)
        case .real:
            guard let real else { throw .wrongKind("'\(cell.prefix(64))'", expected: "a number") }
            return .real(real)
        case .flag:
            guard let flag else { throw .wrongKind("'\(cell.prefix(64))'", expected: "true or false") }
            return .flag(flag)
        case nil:
            // What JSON says is a string stays one only if it does not look like a number: a catalogue of tabs has
            // nothing but strings, and both mean the same.
            if let number = Int64(cell) { return .integer(number) }
            if let real { return .real(real) }
            return flag.map { .flag($0) } ?? .text(cell)
        }
    }

    /// Digits, signs, a point, an exponent; not `nan`, `inf` or `0x10`, which Swift reads as numbers, too.
    private static func looksLikeNumber(_ text: String) -> Bool {
        text.utf8.allSatisfy { (0x30...0x39).contains($0) || "+-.eE".utf8.contains($0) }
    }
}
