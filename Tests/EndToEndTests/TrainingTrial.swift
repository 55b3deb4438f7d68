import Calling
import Foundation
import JSON
import Testing
import TrialGround
import Vocabulary

/// A daemon with the gallery `g`: 2,500 items in clusters, with two fields that are compared in different ways.
struct TrainingTrial {
    static let itemCount = 2_500
    static let dimension = 16
    /// More work than a test waits for.
    static let endless = [
        "--nlist", "2000", "--coarse-iterations", "1000", "--part-iterations", "1000", "--parts", "16", "--exact-below",
        "1",
    ]

    let node: NodeProcess
    /// Vectors of field `a`, by item.
    let vectors: [[Float]]

    /// `count` vectors about 60 centres, which the seed alone decides.
    static func vectors(_ count: Int, seed: UInt64) -> [[Float]] {
        var centres = SeededRandom(seed: 7)
        var random = SeededRandom(seed: seed)
        func drawn(_ random: inout SeededRandom) -> [Float] {
            (0..<dimension).map { _ in Float.random(in: -1...1, using: &random) }
        }
        let middle = (0..<60).map { _ in drawn(&centres) }
        return (0..<count).map { _ in
            let centre = middle[Int.random(in: 0..<60, using: &random)]
            return zip(centre, drawn(&random)).map { $0 + 0.4 * $1 }
        }
    }

    /// - Parameter configuration: more lines of the daemon's configuration file.
    init(configuration: String = "") async throws {
        node = try NodeProcess(configuration: configuration)
        vectors = Self.vectors(Self.itemCount, seed: 1)
        try await node.start()
        let fields = ["--field", "a:dim=\(Self.dimension)", "--field", "b:dim=\(Self.dimension),metric=l2"]
        _ = try await node.json(["gallery", "create", "g"] + fields)
        let rows = ["id\tdescription"] + (0..<Self.itemCount).map { "item-\($0)\tnumber \($0)" }
        let catalogue = try node.file("g.tsv", rows.joined(separator: "\n") + "\n")
        let array = try node.file("g.npy", NumpyFile.bytes(vectors))
        let report = try await node.json(
            ["import", "g", catalogue, "--vectors", "a=\(array)", "--vectors", "b=\(array)"])
        #expect(report["rows"]?.integer == Int64(Self.itemCount))
    }

    /// Trains both fields as a test does that is not about training.
    func train(_ arguments: String...) async throws -> JSONValue {
        try await node.json(["train", "g", "--exact-below", "1000"] + arguments)
    }

    /// What `gallery describe` tells of each field.
    func fields() async throws -> [JSONValue] {
        try #require(try await node.json(["gallery", "describe", "g"])["fields"]?.array)
    }

    /// How field `a` is searched with the gallery's own choice.
    func explanation() async throws -> FieldExplanation {
        let client = try Client(node.address)
        defer { client.close() }
        let found: SearchResponse = try await client.call(
            .search,
            SearchRequest(gallery: "g", limit: 1, fields: [FieldQuery(field: "a", vector: vectors[0])], explain: true))
        return try #require(found.explanation?.fields.first)
    }

    /// Ids of the ten nearest in field `a`, by query.
    func answers(_ tuning: SearchTuning? = nil, count: Int = 40) async throws -> [[String]] {
        let client = try Client(node.address)
        defer { client.close() }
        var answers: [[String]] = []
        for query in Self.vectors(count, seed: 2) {
            let found: SearchResponse = try await client.call(
                .search,
                SearchRequest(
                    gallery: "g", limit: 10, fields: [FieldQuery(field: "a", vector: query)],
                    readMask: ReadMask(idOnly: true), tuning: tuning))
            answers.append(found.hits.map { $0.item?.id ?? "" })
        }
        return answers
    }

    /// The id of a training that is under way.
    func trainingUnderWay() async throws -> String {
        for _ in 0..<3_000 {
            let operations = try await node.json(["operation", "list", "--running"])["operations"]?.array ?? []
            if let running = operations.first(where: { $0["kind"]?.string == "train" && $0["stage"] != nil }) {
                return try #require(running["id"]?.string)
            }
            try await Task.sleep(for: .milliseconds(20))
        }
        Issue.record("no training began")
        throw CocoaError(.featureUnsupported)
    }
}
