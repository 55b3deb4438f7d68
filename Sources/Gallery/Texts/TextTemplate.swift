internal import Ground

/// A pattern that makes a text of named values.
///
/// Words stand for themselves; `{name}` for a value; `{name!}` for one without which the whole text is empty; a
/// `[group]` vanishes when any placeholder in it has no value; `\` takes the next character as it is. Groups do not
/// nest.
public struct TextTemplate<Placeholder>: Equatable, Sendable
where Placeholder: RawRepresentable<String> & CaseIterable & Equatable & Sendable {
    /// What it was parsed from.
    public let source: String
    private let parts: [Part]

    private enum Part: Equatable, Sendable {
        case words(String)
        case value(Placeholder, isRequired: Bool)
        case group([Part])
    }

    /// - Throws: what is wrong with `source`, and where.
    public init(_ source: String) throws(TemplateError) {
        self.source = source
        parts = try TextTemplate.parse(source)
        if placeholders.isEmpty { throw .noPlaceholder }
    }

    /// The placeholders in it, in order, repeated ones again.
    public var placeholders: [Placeholder] {
        parts.flatMap { part -> [Placeholder] in
            switch part {
            case .words: []
            case .value(let placeholder, _): [placeholder]
            case .group(let parts):
                parts.compactMap { if case .value(let placeholder, _) = $0 { placeholder } else { nil } }
            }
        }
    }
}

// Rendering.
extension TextTemplate {
    /// The text made of what `value` gives; empty when a required value is, or when no placeholder had any value.
    ///
    /// White space of any kind and length becomes one space; separators left over at either end are taken off.
    public func render(_ value: (Placeholder) -> String) -> String {
        var text = ""
        var saysSomething = false
        for part in parts {
            switch part {
            case .words(let words): text += words
            case .value(let placeholder, let isRequired):
                let value = tidied(value(placeholder))
                if value.isEmpty, isRequired { return "" }
                if !value.isEmpty { saysSomething = true }
                text += value
            case .group(let parts):
                var inner = ""
                var isWhole = true
                for part in parts {
                    switch part {
                    case .words(let words): inner += words
                    case .value(let placeholder, let isRequired):
                        let value = tidied(value(placeholder))
                        if value.isEmpty, isRequired { return "" }
                        if value.isEmpty { isWhole = false }
                        inner += value
                    case .group: preconditionFailure("groups do not nest")
                    }
                }
                if isWhole {
                    text += inner
                    saysSomething = true
                }
            }
        }
        return saysSomething ? trimmed(tidied(text)) : ""
    }
}

// Parsing.
extension TextTemplate {
    private static func parse(_ source: String) throws(TemplateError) -> [Part] {
        let characters = Array(source)
        var parts: [Part] = []
        var group: (start: Int, parts: [Part])?
        var words = ""
        var cursor = 0

        func add(_ part: Part) {
            if group == nil { parts.append(part) } else { group?.parts.append(part) }
        }
        func endWords() {
            if !words.isEmpty { add(.words(words)) }
            words = ""
        }

        while cursor < characters.count {
            let position = cursor + 1
            switch characters[cursor] {
            case "\\":
                cursor += 1
                guard cursor < characters.count else { throw .danglingEscape(position: position) }
                words.append(characters[cursor])
            case "{":
                endWords()
                guard let close = characters[cursor...].firstIndex(of: "}") else {
                    throw .openPlaceholder(position: position)
                }
                add(try placeholder(String(characters[cursor + 1..<close]), position: position))
                cursor = close
            case "[":
                guard group == nil else { throw .nestedGroup(position: position) }
                endWords()
                group = (position, [])
            case "]":
                endWords()
                guard let ended = group else { throw .strayCloser("]", position: position) }
                let hasValue = ended.parts.contains { if case .value = $0 { true } else { false } }
                guard hasValue else { throw .groupWithoutPlaceholder(position: ended.start) }
                group = nil
                parts.append(.group(ended.parts))
            case "}": throw .strayCloser("}", position: position)
            case let character: words.append(character)
            }
            cursor += 1
        }
        if let group { throw .openGroup(position: group.start) }
        endWords()
        return parts
    }

    /// - Parameter text: what stands between the braces.
    private static func placeholder(_ text: String, position: Int) throws(TemplateError) -> Part {
        let isRequired = text.hasSuffix("!")
        let name = isRequired ? String(text.dropLast()) : text
        guard let placeholder = Placeholder(rawValue: name) else {
            let known = Placeholder.allCases.map(\.rawValue)
            throw .unknownPlaceholder(
                name: name, position: position, nearest: NearestName.of(name, among: known))
        }
        return .value(placeholder, isRequired: isRequired)
    }
}

/// `text` with each run of white space made one space, and none at the ends.
func tidied(_ text: String) -> String {
    var result = ""
    result.reserveCapacity(text.utf8.count)
    var isPending = false
    for scalar in text.unicodeScalars {
        if scalar.properties.isWhitespace {
            isPending = true
        } else {
            if isPending, !result.isEmpty { result.append(" ") }
            isPending = false
            result.unicodeScalars.append(scalar)
        }
    }
    return result
}

/// `text` without the separators that stand at its ends because what they separated is empty.
private func trimmed(_ text: String) -> String {
    func isSeparator(_ character: Character) -> Bool { " ,;|".contains(character) }
    guard let first = text.firstIndex(where: { !isSeparator($0) }),
        let last = text.lastIndex(where: { !isSeparator($0) })
    else { return "" }
    return String(text[first...last])
}
