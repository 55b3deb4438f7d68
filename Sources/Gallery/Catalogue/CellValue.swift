internal import JSON
internal import Vocabulary

/// Turns cells into the parts of an item.
///
/// A list cell is, after trimming:
/// 1. nothing, `None` or `null`: the empty list;
/// 2. beginning with `[`: a JSON list, or else a list as Python writes it; `null` and `None` in it are left out,
///    numbers become their digits;
/// 3. otherwise plain text, split at the first of `|`, `;`, `,` that occurs in it at all. The parts are trimmed and
///    empty ones left out.
enum CellValue {
    /// `text` without white space at its ends.
    static func trimmed(_ text: String) -> String {
        guard let first = text.unicodeScalars.first, let last = text.unicodeScalars.last else { return text }
        guard first.properties.isWhitespace || last.properties.isWhitespace else { return text }
        let scalars = text.unicodeScalars
        guard let start = scalars.firstIndex(where: { !$0.properties.isWhitespace }),
            let end = scalars.lastIndex(where: { !$0.properties.isWhitespace })
        else { return "" }
        return String(scalars[start...end])
    }

    /// The trimmed text of a cell of at most `byteCountMax` bytes.
    static func text(_ value: JSONValue, byteCountMax: Int) throws(RowFault) -> String {
        let text =
            switch value {
            case .string(let text): trimmed(text)
            case .integer(let number): String(number)
            case .real(let number): String(number)
            case .null: ""
            default: throw .wrongKind(value.kindName, expected: "a string")
            }
        guard text.utf8.count <= byteCountMax else {
            throw .tooLong(byteCount: text.utf8.count, byteCountMax: byteCountMax)
        }
        return text
    }

    /// The id in a cell: not empty; a number becomes its digits.
    static func id(_ value: JSONValue) throws(RowFault) -> String {
        // 1e5 and 10.0 are somebody's spreadsheet at work; which id was meant is not known.
        if case .real = value { throw .wrongKind("a number with a fraction or exponent", expected: "an id") }
        let id = try text(value, byteCountMax: Limits.idByteCountMax)
        guard !id.isEmpty else { throw .empty }
        return id
    }

    /// The elements of a list cell.
    static func list(
        _ value: JSONValue, countMax: Int, elementByteCountMax: Int
    ) throws(RowFault) -> [String] {
        var list: [String] = []
        for element in try elements(value) {
            if element == .null { continue }
            let text = try text(element, byteCountMax: elementByteCountMax)
            if !text.isEmpty { list.append(text) }
        }
        guard list.count <= countMax else { throw .tooMany(count: list.count, countMax: countMax) }
        return list
    }

    /// The detections in a cell: a list of labels, or of objects with `label`, `score` and `box`.
    static func detections(_ value: JSONValue) throws(RowFault) -> [Detection] {
        var detections: [Detection] = []
        for element in try elements(value) {
            switch element {
            case .null: continue
            case .object(let members):
                let detection = try detection(members)
                detections.append(detection)
            default:
                let label = try text(element, byteCountMax: Limits.tagByteCountMax)
                if !label.isEmpty { detections.append(Detection(label: label)) }
            }
        }
        guard detections.count <= Limits.detectionCountMax else {
            throw .tooMany(count: detections.count, countMax: Limits.detectionCountMax)
        }
        return detections
    }

    private static func detection(_ members: [JSONMember]) throws(RowFault) -> Detection {
        var detection = Detection()
        for member in members where member.value != .null {
            switch member.key.lowercased() {
            case "label", "class", "name":
                detection.label = try text(member.value, byteCountMax: Limits.tagByteCountMax)
            case "score", "confidence": detection.score = try share(member.value)
            case "box", "bbox":
                guard let sides = member.value.array else {
                    throw .wrongKind(member.value.kindName, expected: "a list of four numbers")
                }
                guard sides.count == 4 else { throw .wrongKind("a list of \(sides.count)", expected: "four numbers") }
                for side in sides { detection.box.append(try share(side)) }
            default: continue
            }
        }
        guard !detection.label.isEmpty else { throw .noSuchCell(expected: "the label of a detection") }
        return detection
    }

    /// A number of 0...1.
    private static func share(_ value: JSONValue) throws(RowFault) -> Float {
        guard let number = value.number else { throw .wrongKind(value.kindName, expected: "a number") }
        guard (0...1).contains(number) else { throw .outOfRange(number, lowest: 0, highest: 1) }
        return Float(number)
    }

    private static func elements(_ value: JSONValue) throws(RowFault) -> [JSONValue] {
        switch value {
        case .null: return []
        case .array(let elements): return elements
        case .string(let text): return try elements(of: trimmed(text))
        case .integer: return [value]
        default: throw .wrongKind(value.kindName, expected: "a list")
        }
    }

    private static func elements(of text: String) throws(RowFault) -> [JSONValue] {
        guard !text.isEmpty, text != "None", text != "null" else { return [] }
        guard text.utf8.first == UInt8(ascii: "[") else {
            for separator in [UInt8(ascii: "|"), UInt8(ascii: ";"), UInt8(ascii: ",")] {
                guard text.utf8.contains(separator) else { continue }
                return text.utf8.split(separator: separator).map { .string(String(Substring($0))) }
            }
            return [.string(text)]
        }
        let inside = text.utf8.dropFirst().first { $0 != 0x20 }
        let looksLikePython = inside == UInt8(ascii: "'") || inside == UInt8(ascii: "u")
        var jsonError: JSONError?
        if !looksLikePython {
            let limits = JSONLimits(byteCountMax: Limits.catalogueRowByteCountMax, depthMax: 16)
            let parsed = Result { () throws(JSONError) in try JSONValue(parsing: text, limits: limits) }
            switch parsed {
            case .success(let value): return value.array ?? []
            case .failure(let error): jsonError = error
            }
        }
        do {
            return try PythonLiteral.value(of: text).array ?? []
        } catch {
            // Of a list that is neither, the complaint of the form it looks like helps most.
            if let jsonError, inside == UInt8(ascii: "\"") || inside == UInt8(ascii: "{") { throw .badJSON(jsonError) }
            throw .badLiteral(error)
        }
    }
}
