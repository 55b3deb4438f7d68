internal import ArgumentParser

/// Which calls a load makes, and how often beside each other: `search=9,find=1`.
struct LoadMix: Equatable, ExpressibleByArgument {
    enum Call: String, CaseIterable {
        case search, find, get, upsert, delete, ping
    }

    var parts: [(call: Call, weight: Double)]

    static let searches = LoadMix(parts: [(.search, 1)])

    init(parts: [(call: Call, weight: Double)]) {
        self.parts = parts
    }

    init?(argument: String) {
        parts = []
        for part in argument.split(separator: ",", omittingEmptySubsequences: false) {
            let sides = part.split(separator: "=", omittingEmptySubsequences: false)
            guard let call = Call(rawValue: String(sides[0])), !parts.contains(where: { $0.call == call }) else {
                return nil
            }
            guard sides.count > 1 else {
                parts.append((call, 1))
                continue
            }
            guard sides.count == 2, let weight = Double(sides[1]), weight > 0, weight <= 1e9 else { return nil }
            parts.append((call, weight))
        }
    }

    var defaultValueDescription: String { words }

    static func == (left: LoadMix, right: LoadMix) -> Bool { left.words == right.words }

    func has(_ call: Call) -> Bool { parts.contains { $0.call == call } }

    /// `search 90 %, find 10 %`
    var words: String {
        let sum = parts.reduce(0) { $0 + $1.weight }
        if parts.count == 1 { return parts[0].call.rawValue }
        return parts.map { "\($0.call.rawValue) \(LoadText.percent($0.weight / sum))" }.joined(separator: ", ")
    }
}
