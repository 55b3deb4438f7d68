import Gallery
import Vocabulary

/// Searches over items whose similarities are stated: each field has one dimension, and the query is 1.
enum SmallSearch {
    /// A plan for fields with these weights, called `f0`, `f1` and so on.
    static func plan(
        limit: Int, weights: [Float] = [1], _ change: (inout SearchPlan) -> Void = { _ in }
    ) -> SearchPlan {
        let fields = weights.enumerated().map {
            PlannedField(index: $0, name: "f\($0)", metric: .innerProduct, weight: $1, vector: [1])
        }
        var plan = SearchPlan(limit: limit, fields: fields)
        change(&plan)
        return plan
    }

    /// An item with these similarities, nil for a missing field.
    static func item(_ id: String, _ similarities: [Float?], similar: [String] = []) -> SampleItem {
        SampleItem(
            id: id, vectors: similarities.map { $0.map { [$0] } }, similarHashes: similar.map(SampleItem.hash))
    }

    /// `count` items `0`, `1`, …, each a little less similar than the one before.
    static func falling(_ count: Int) -> [SampleItem] {
        (0..<count).map { item("\($0)", [1 - Float($0) / 1024]) }
    }

    static func outcome(_ plan: SearchPlan, _ items: [SampleItem]) throws -> SearchOutcome {
        try SampleShard.search(plan, over: SampleShard.spread(items, over: 1))
    }

    static func ids(_ plan: SearchPlan, _ items: [SampleItem]) throws -> [String] {
        let shards = SampleShard.spread(items, over: 1)
        return SampleShard.ids(try SampleShard.search(plan, over: shards), in: shards)
    }

    static func scores(_ plan: SearchPlan, _ items: [SampleItem]) throws -> [String: Float] {
        let shards = SampleShard.spread(items, over: 1)
        let outcome = try SampleShard.search(plan, over: shards)
        return Dictionary(
            uniqueKeysWithValues: zip(SampleShard.ids(outcome, in: shards), outcome.items.map(\.score)))
    }
}
