internal import Ground

/// The number of each folded tag of a gallery. Numbers are given as tags first appear and are never written down: the
/// dictionary is built anew when the store is opened.
final class TagDictionary: Sendable {
    private let numbers = Guarded<[String: UInt32]>([:])

    /// The numbers of folded `tags`, new ones for those never seen; each once, ascending.
    func numbering(_ tags: [String]) -> [UInt32] {
        guard !tags.isEmpty else { return [] }
        var found = numbers.withLock { numbers in
            tags.map { tag in
                if let number = numbers[tag] { return number }
                let number = UInt32(numbers.count)
                numbers[tag] = number
                return number
            }
        }
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
        numbers.withLock { $0[tag] }
    }
}
