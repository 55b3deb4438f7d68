import Ground
import Yams

/// One mapping of the configuration file. Each key is taken once; what nobody took is a mistake.
struct ConfigurationSection {
    let file: String
    /// Dotted path of this mapping; empty at the top.
    let path: String
    /// Where this mapping begins.
    let place: String
    private var entries: [String: (key: Node, value: Node)] = [:]
    private var known: [String] = []
    /// Where what was taken stands.
    private var places: [String: String] = [:]
    private let environment: [String: String]

    /// - Throws: when `node` is no mapping, or a key stands twice.
    init(_ node: Node?, file: String, path: String, environment: [String: String]) throws(ConfigurationError) {
        self.file = file
        self.path = path
        self.environment = environment
        place = Self.place(of: node, file: file)
        guard let node else { return }
        if let scalar = node.scalar, scalar.string.isEmpty { return }
        guard let mapping = node.mapping else {
            throw ConfigurationError(place: place, message: "\(Self.named(path)) must be a mapping of keys to values")
        }
        for (key, value) in mapping {
            let name = key.scalar?.string ?? ""
            guard !name.isEmpty, entries[name] == nil else {
                throw ConfigurationError(place: Self.place(of: key, file: file), message: "key `\(name)` stands twice")
            }
            entries[name] = (key, value)
        }
    }

    /// The text under `name`, or what the environment says instead. Nil when neither is there.
    mutating func text(_ name: String) throws(ConfigurationError) -> (value: String, place: String)? {
        known.append(name)
        let entry = entries.removeValue(forKey: name)
        let variable = variableName(name)
        if let value = environment[variable] {
            places[name] = "environment variable \(variable)"
            return (value, "environment variable \(variable)")
        }
        guard let entry else { return nil }
        let place = Self.place(of: entry.value, file: file)
        places[name] = place
        guard let scalar = entry.value.scalar else {
            throw ConfigurationError(place: place, message: "`\(dotted(name))` must be a single value")
        }
        return (scalar.string, place)
    }

    /// The whole number under `name`, within `range`.
    mutating func integer(_ name: String, in range: ClosedRange<Int>) throws(ConfigurationError) -> Int? {
        guard let (text, place) = try text(name) else { return nil }
        guard let number = Int(text), range.contains(number) else {
            let wanted = "a whole number from \(range.lowerBound) to \(range.upperBound)"
            throw ConfigurationError(place: place, message: "`\(dotted(name))` must be \(wanted), not `\(text)`")
        }
        return number
    }

    /// The texts of the list under `name`; in the environment separated by commas.
    mutating func texts(_ name: String) throws(ConfigurationError) -> [(value: String, place: String)]? {
        known.append(name)
        let entry = entries.removeValue(forKey: name)
        let variable = variableName(name)
        if let value = environment[variable] {
            places[name] = "environment variable \(variable)"
            return value.split(separator: ",").map {
                (String($0.trimmingPrefix(" ")), "environment variable \(variable)")
            }
        }
        guard let entry else { return nil }
        places[name] = Self.place(of: entry.value, file: file)
        if let scalar = entry.value.scalar { return [(scalar.string, Self.place(of: entry.value, file: file))] }
        var texts: [(value: String, place: String)] = []
        for node in entry.value.sequence.map(Array.init) ?? [] {
            guard let scalar = node.scalar else {
                throw ConfigurationError(
                    place: Self.place(of: node, file: file), message: "`\(dotted(name))` must be a list of texts")
            }
            texts.append((scalar.string, Self.place(of: node, file: file)))
        }
        return texts
    }

    /// The mapping under `name`; an empty one when it is not there.
    mutating func section(_ name: String) throws(ConfigurationError) -> ConfigurationSection {
        known.append(name)
        let entry = entries.removeValue(forKey: name)
        return try ConfigurationSection(entry?.value, file: file, path: dotted(name), environment: environment)
    }

    /// The mappings of the list under `name`.
    mutating func sections(_ name: String) throws(ConfigurationError) -> [ConfigurationSection] {
        known.append(name)
        guard let entry = entries.removeValue(forKey: name) else { return [] }
        places[name] = Self.place(of: entry.value, file: file)
        guard let nodes = entry.value.sequence else {
            throw ConfigurationError(
                place: Self.place(of: entry.value, file: file), message: "`\(dotted(name))` must be a list")
        }
        var sections: [ConfigurationSection] = []
        for (index, node) in nodes.enumerated() {
            sections.append(
                try ConfigurationSection(node, file: file, path: "\(dotted(name))[\(index)]", environment: [:]))
        }
        return sections
    }

    /// Refuses what nobody asked for, with the nearest name that somebody did ask for.
    func finish() throws(ConfigurationError) {
        guard let (name, entry) = entries.min(by: { $0.key < $1.key }) else { return }
        var message = "unknown key `\(dotted(name))`"
        if let near = NearestName.of(name, among: known) {
            message += "; did you mean `\(near)`?"
        } else {
            message += "; known here: \(known.sorted().joined(separator: ", "))"
        }
        throw ConfigurationError(place: Self.place(of: entry.key, file: file), message: message)
    }

    /// An error about what was taken under `name`; without a name, or where nothing is, about this mapping.
    func refusal(_ message: String, at name: String = "") -> ConfigurationError {
        ConfigurationError(place: places[name] ?? place, message: message)
    }

    private func dotted(_ name: String) -> String {
        path.isEmpty ? name : "\(path).\(name)"
    }

    private func variableName(_ name: String) -> String {
        "TESSERA_" + dotted(name).uppercased().split(separator: ".").joined(separator: "_")
    }

    private static func named(_ path: String) -> String {
        path.isEmpty ? "the file" : "`\(path)`"
    }

    private static func place(of node: Node?, file: String) -> String {
        guard let mark = node?.mark else { return file }
        return "\(file):\(mark.line):\(mark.column)"
    }
}
