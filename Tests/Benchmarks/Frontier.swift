import Foundation

/// What one or more ways of asking reach, as `Tests/Peers/compare.py` reads it.
struct Frontier: Encodable {
    /// One setting: what it finds and how often a second.
    struct Point: Encodable {
        /// Recall@10, 0...1.
        var recall: Double
        /// Queries a second of processor time of the threads that search.
        var qps: Double
        var knobs: [String: Double]
    }

    /// The points of one way of asking.
    struct Engine: Encodable {
        var name: String
        var kind = "tessera"
        var items: Int
        /// Vectors, codes and codebook.
        var bytesPerVector: Double
        var points: [Point] = []

        enum CodingKeys: String, CodingKey {
            case name, kind, items, points
            case bytesPerVector = "bytes_a_vector"
        }
    }

    var cpu = Self.cpuName
    var engines: [Engine] = []

    /// Writes the document to the file at `path`; nothing for nil.
    func write(to path: String?) throws {
        guard let path else { return }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        try encoder.encode(self).write(to: URL(fileURLWithPath: path))
    }

    private static var cpuName: String {
        let lines = (try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8)) ?? ""
        let model = lines.split(separator: "\n").first { $0.hasPrefix("model name") }
        return model?.split(separator: ":").last?.trimmingCharacters(in: .whitespaces) ?? ""
    }
}
