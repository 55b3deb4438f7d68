internal import ArgumentParser
internal import Vocabulary

/// Reads `--where 'year>=1990'`: a condition on an attribute.
enum WhereArgument {
    /// The forms are `NAME=VALUE|VALUE`, `NAME=LOW..HIGH` with either end left out, `NAME>=NUMBER`, `NAME<=NUMBER`,
    /// `NAME>NUMBER` and `NAME<NUMBER`. Values are numbers if all are, truth values if all are `true` or `false`, else
    /// texts; one in double quotes is always a text.
    static func clause(_ text: String) throws(ValidationError) -> AttributeClause {
        guard let start = text.firstIndex(where: { "=<>".contains($0) }), start != text.startIndex else {
            throw ValidationError(
                "--where: '\(text)' has none of the forms NAME=VALUE|VALUE, NAME=LOW..HIGH, NAME>=NUMBER, NAME<=NUMBER")
        }
        let name = text[..<start].trimmed
        var rest = text[text.index(after: start)...]
        let isStrict = rest.first != "="
        if text[start] != "=", !isStrict { rest = rest.dropFirst() }
        let value = rest.trimmed
        guard !name.isEmpty, !value.isEmpty else {
            throw ValidationError("--where: '\(text)' lacks \(name.isEmpty ? "a name" : "a value")")
        }
        switch text[start] {
        case ">":
            let bound = try number(value, in: text)
            return AttributeClause(name: name, minimum: isStrict ? bound.nextUp : bound)
        case "<":
            let bound = try number(value, in: text)
            return AttributeClause(name: name, maximum: isStrict ? bound.nextDown : bound)
        default:
            if let range = try range(value, in: text) {
                return AttributeClause(name: name, minimum: range.minimum, maximum: range.maximum)
            }
            return AttributeClause(name: name, any: try values(value, in: text).map { Attribute(value: $0) })
        }
    }

    private static func number(_ text: String, in whole: String) throws(ValidationError) -> Double {
        guard let number = Double(text), number.isFinite else {
            throw ValidationError("--where: '\(text)' in '\(whole)' is no number")
        }
        return number
    }

    /// The bounds in `1990..2000`; nil for what is no range of numbers.
    private static func range(
        _ text: String, in whole: String
    ) throws(ValidationError) -> (minimum: Double?, maximum: Double?)? {
        let bytes = Array(text.utf8)
        let dot = UInt8(ascii: ".")
        guard let place = bytes.indices.dropLast().first(where: { bytes[$0] == dot && bytes[$0 + 1] == dot }) else {
            return nil
        }
        let ends = [bytes[..<place], bytes[(place + 2)...]].map { String(decoding: $0, as: UTF8.self).trimmed }
        guard ends.contains(where: { !$0.isEmpty }), ends.allSatisfy({ $0.isEmpty || Double($0) != nil }) else {
            return nil
        }
        let minimum = ends[0].isEmpty ? nil : try number(ends[0], in: whole)
        let maximum = ends[1].isEmpty ? nil : try number(ends[1], in: whole)
        return (minimum, maximum)
    }

    private static func values(_ text: String, in whole: String) throws(ValidationError) -> [Attribute.Value] {
        let words = text.split(separator: "|", omittingEmptySubsequences: false).map(\.trimmed)
        guard !words.contains("") else { throw ValidationError("--where: '\(whole)' has an empty value") }
        let integers = words.compactMap { Int64($0) }
        if integers.count == words.count { return integers.map { .integer($0) } }
        let numbers = words.compactMap { Double($0) }.filter(\.isFinite)
        if numbers.count == words.count {
            return words.map { word in Int64(word).map { .integer($0) } ?? .real(Double(word)!) }
        }
        if words.allSatisfy({ ["true", "false"].contains($0) }) { return words.map { .flag($0 == "true") } }
        return words.map { word in
            let isQuoted = word.count >= 2 && word.first == "\"" && word.last == "\""
            return .text(isQuoted ? String(word.dropFirst().dropLast()) : word)
        }
    }
}

extension StringProtocol {
    /// Without white space at its ends.
    fileprivate var trimmed: String {
        let start = firstIndex { !$0.isWhitespace } ?? endIndex
        let end = lastIndex { !$0.isWhitespace }.map { index(after: $0) } ?? start
        return String(self[start..<Swift.max(start, end)])
    }
}
