internal import Ground

/// The number of each folded tag of a gallery. Numbers are given as tags first appear; those of sealed rows are those
/// of their file, and all others are never written down: the dictionary is built anew when the store is opened.
final class TagDictionary: Sendable {
    private struct Tags {
        var numbers: [String: UInt32] = [:]
        var names: [String] = []

        mutating func number(of tag: String) -> UInt32 {
            if let number = numbers[tag] { return number }
            let number = UInt32(names.count)
            numbers[tag] = number
            names.append(tag)
            return number
        }
    }

    private let tags = Guarded(Tags())

    /// - Parameter names: tags in the order of their numbers, each once.
    init(_ names: [String] = []) {
        tags.withLock { tags in
            for name in names { _ = tags.number(of: name) }
        }
    }

    /// The numbers of folded `tags`, new ones for those never seen; each once, ascending.
    func numbering(_ tags: [String]) -> [UInt32] {
        guard !tags.isEmpty else { return [] }
        var found = self.tags.withLock { known in tags.map { known.number(of: $0) } }
        found.sort()
        var last: UInt32?
        found.removeAll { number in
            defer { last = number }
            return number == last
        }
        return found
    }

    /// The number of a folded tag; nil when no item ever had it.
    func number(of tag: String) -> UInt32? {
        tags.withLock { $0.numbers[tag] }
    }

    /// All tags, in the order of their numbers.
    var names: [String] { tags.withLock { $0.names } }
}
