internal import JSON
internal import Vocabulary

/// Scenes of a file, one JSON object a line: what workers ask for.
///
/// `{"role_a": "an old wizard", "role_b": "a dragon", "action": "reading a book", "style": ["ink"], "count": 4}`; only
/// `role_a` is needed. `lora_a` and `lora_b` are written as `tessera find` takes them.
enum SceneLines {
    struct Entry: Equatable {
        var scene: Scene
        /// Images wanted; 0: as many as the others.
        var count: UInt32
    }

    private static let keys = ["role_a", "role_b", "action", "style", "lora_a", "lora_b", "count"]

    static func read(_ path: String) throws -> [Entry] {
        try entries(TextLines.read(path), path: path)
    }

    /// - Parameter lines: those of the file that are not blank.
    static func entries(_ lines: [String], path: String) throws -> [Entry] {
        var entries: [Entry] = []
        for (place, line) in lines.enumerated() {
            do {
                entries.append(try entry(JSONValue(parsing: Array(line.utf8))))
            } catch {
                throw ToolError(description: "\(path): scene \(place + 1): \(error)")
            }
        }
        return entries
    }

    private static func entry(_ value: JSONValue) throws -> Entry {
        guard let members = value.object else { throw ToolError(description: "\(value.kindName), not an object") }
        if let unknown = members.first(where: { !keys.contains($0.key) }) {
            throw ToolError(
                description: "unknown key '\(unknown.key)'; there are \(keys.joined(separator: ", "))")
        }
        func text(_ key: String) throws -> String? {
            guard let member = value[key] else { return nil }
            guard let text = member.string else {
                throw ToolError(description: "\(key) is \(member.kindName), not a string")
            }
            return text
        }
        func role(_ key: String, _ loraKey: String) throws -> Role? {
            let lora = try text(loraKey).map { try LoraArgument.lora($0, option: loraKey) }
            guard let words = try text(key) else {
                guard lora == nil else { throw ToolError(description: "\(loraKey) needs \(key)") }
                return nil
            }
            return Role(text: words, lora: lora)
        }
        guard let roleA = try role("role_a", "lora_a") else { throw ToolError(description: "role_a is missing") }
        var style: [String] = []
        if let words = value["style"] {
            guard let list = words.array else { throw ToolError(description: "style is \(words.kindName), not a list") }
            for word in list {
                guard let word = word.string else { throw ToolError(description: "a style that is no string") }
                style.append(word)
            }
        }
        var count: UInt32 = 0
        if let number = value["count"] {
            guard let integer = number.integer, (1...Int64(Limits.searchLimitMax)).contains(integer) else {
                throw ToolError(description: "count is not between 1 and \(Limits.searchLimitMax)")
            }
            count = UInt32(integer)
        }
        return Entry(
            scene: Scene(
                roleA: roleA, roleB: try role("role_b", "lora_b"), action: try text("action") ?? "", styleWords: style),
            count: count)
    }
}
