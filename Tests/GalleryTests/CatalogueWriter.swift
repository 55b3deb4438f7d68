import Gallery
import JSON
import Vocabulary

/// Writes items as catalogues, so that reading can be compared.
enum CatalogueWriter {
    static let header = CatalogueColumn.allCases.map(\.rawValue)

    static func list(_ texts: [String]) -> String { JSONValue.array(texts.map { .string($0) }).text }

    /// As Python's `repr` writes a list of strings.
    static func pythonList(_ texts: [String]) -> String {
        let quoted = texts.map { text in
            let quote: Character = text.contains("'") && !text.contains("\"") ? "\"" : "'"
            var written = String(quote)
            for scalar in text.unicodeScalars {
                switch scalar {
                case "\n": written += "\\n"
                case "\r": written += "\\r"
                case "\t": written += "\\t"
                case "\\": written += "\\\\"
                case _ where Character(scalar) == quote: written += "\\" + String(quote)
                default: written.unicodeScalars.append(scalar)
                }
            }
            return written + String(quote)
        }
        return "[" + quoted.joined(separator: ", ") + "]"
    }

    static func detections(_ detections: [Detection]) -> JSONValue {
        .array(
            detections.map {
                ["label": .string($0.label), "score": .shortest($0.score), "box": .array($0.box.map { .shortest($0) })]
                    as JSONValue
            }.map { value in
                // An unknown box is left out.
                guard case .object(let members) = value else { return value }
                return .object(members.filter { $0.value != .array([]) })
            })
    }

    /// The cells of `item` in the header's order.
    static func cells(_ item: Item, isPython: Bool) -> [String] {
        let list = isPython ? pythonList : list
        return [
            item.id, item.url, item.description, item.authorId, item.authorName, list(item.similarIds), list(item.tags),
            detections(item.detections).text,
        ]
    }

    static func quoted(_ cell: String, always: Bool, separator: String) -> String {
        let marks: [Character] = ["\"", "\n", "\r", "\r\n", Character(separator)]
        guard always || cell.contains(where: { marks.contains($0) }) else { return cell }
        return "\"" + cell.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
    }

    static func text(_ items: [Item], format: CatalogueFormat, lineEnd: String, isPython: Bool) -> String {
        switch format {
        case .jsonl:
            return items.map { item in
                let value: JSONValue = [
                    "id": .string(item.id), "url": .string(item.url), "description": .string(item.description),
                    "author_id": .string(item.authorId), "author_name": .string(item.authorName),
                    "similar_ids": .array(item.similarIds.map { .string($0) }),
                    "tags": .array(item.tags.map { .string($0) }), "detections": detections(item.detections),
                ]
                return value.text + lineEnd
            }.joined()
        case .tsv:
            // A cell that looks quoted is written quoted, the one case in which a plain cell is not what it seems.
            return ([header] + items.map { cells($0, isPython: isPython) }).map { cells in
                cells.map { $0.hasPrefix("\"") ? quoted($0, always: true, separator: "\t") : $0 }
                    .joined(separator: "\t") + lineEnd
            }.joined()
        case .csv, .tsvQuoted:
            let separator = format == .csv ? "," : "\t"
            return ([header] + items.map { cells($0, isPython: isPython) }).enumerated().map { number, cells in
                cells.map { quoted($0, always: number % 3 == 2, separator: separator) }
                    .joined(separator: separator) + lineEnd
            }.joined()
        }
    }
}
