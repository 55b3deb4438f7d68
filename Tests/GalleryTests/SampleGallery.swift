import Gallery
import Vocabulary

/// Galleries and searches made by chance: with missing fields, equal vectors, items that list each other, and few tags.
enum SampleGallery {
    static let dimensions = [4, 3, 5]
    static let names = ["description", "tags", "detections"]
    static let listCount: UInt32 = 5
    static let metrics: [Metric] = [.cosine, .innerProduct, .l2]

    static func items(seed: UInt64) -> [SampleItem] {
        var chance = Chance(seed: seed)
        let count = Int.random(in: 0...300, using: &chance)
        var items = (0..<count).map { number in
            var vectors: [[Float]?] = dimensions.map { vector(ofDimension: $0, &chance) }
            for field in vectors.indices where chance.once(in: 4) { vectors[field] = nil }
            let tags = ["red", "blue", "green"].filter { _ in Bool.random(using: &chance) }
            return SampleItem(id: "item-\(number)", vectors: vectors, tags: Set(tags))
        }
        for number in items.indices where chance.once(in: 3) {
            // Some are not in the gallery.
            let similar = (0..<2).map { _ in "item-\(Int.random(in: 0..<count + 5, using: &chance))" }
            items[number].similarHashes = similar.map(SampleItem.hash)
            if chance.once(in: 2) {
                let other = Int.random(in: 0..<count, using: &chance)
                items[number].vectors = items[other].vectors
            }
        }
        for number in items.indices {
            // Codes are coarser than vectors, so that the two rank differently and codes tie more.
            items[number].codes = items[number].vectors.map { vector in
                vector.map { (UInt32.random(in: 0..<listCount, using: &chance), $0.map { ($0 / 2).rounded() * 2 }) }
            }
        }
        return items
    }

    /// How the fields of `plan` are searched: nothing said, which means exactly, or each exactly or by some lists.
    static func scans(seed: UInt64, of plan: SearchPlan) -> [FieldScan] {
        var chance = Chance(seed: seed &+ 2_000_000)
        if chance.once(in: 3) { return [] }
        return plan.fields.map { field in
            if chance.once(in: 4) { return .exact }
            let lists = (0..<listCount).shuffled(using: &chance).prefix(Int.random(in: 1...4, using: &chance))
            return .lists(
                ListProbes(
                    codebookHash: [UInt8](repeating: UInt8(field.index), count: 16), lists: Array(lists),
                    candidateCount: chance.once(in: 2) ? Int.random(in: 1...30, using: &chance) : 0))
        }
    }

    static func plan(seed: UInt64) -> SearchPlan {
        var chance = Chance(seed: seed &+ 1_000_000)
        var fields = names.indices.map { index in
            PlannedField(
                index: index, name: names[index], metric: metrics[index],
                weight: [0.5, 1, 1, 2].randomElement(using: &chance)!,
                vector: vector(ofDimension: dimensions[index], &chance),
                calibration: chance.once(in: 3) ? .affine(mean: -1, best: 3) : .identity)
        }
        if chance.once(in: 3) { fields.remove(at: Int.random(in: 0..<3, using: &chance)) }
        if chance.once(in: 4) { fields.removeLast() }

        var plan = SearchPlan(limit: Int.random(in: 1...12, using: &chance), fields: fields)
        plan.fusion = FusionKind.allCases.randomElement(using: &chance)!
        plan.rrfConstant = [1, 60].randomElement(using: &chance)!
        plan.candidatesPerField = [plan.limit, 2 * plan.limit, 40, 100].randomElement(using: &chance)!
        plan.followsScans = chance.once(in: 2)
        plan.explains = chance.once(in: 2)
        plan.diversity.isMarginal = chance.once(in: 2)
        plan.diversity.lambda = [0, 0.3, 0.7, 1].randomElement(using: &chance)!
        plan.diversity.allowsSimilar = chance.once(in: 3)
        if chance.once(in: 2) { plan.diversity.seed = UInt64.random(in: 0...9, using: &chance) }
        plan.diversity.variety = [0.1, 1].randomElement(using: &chance)!
        if chance.once(in: 4) { plan.minScore = [-2, 0, 0.02, 2].randomElement(using: &chance)! }
        if chance.once(in: 3) { plan.excludedIds = (0..<20).map { "item-\($0 * 3)" } }
        if chance.once(in: 3) { plan.filter = filter(&chance) }
        return plan
    }

    private static func filter(_ chance: inout Chance) -> Filter {
        var filter = Filter()
        if chance.once(in: 2) { filter.tags = [TagClause(any: ["red", "blue"]), TagClause(any: ["green"])] }
        if chance.once(in: 2) { filter.noTags = ["blue"] }
        if chance.once(in: 3) { filter.ids = (0..<40).map { "item-\($0)" } }
        return filter
    }

    private static func vector(ofDimension dimension: Int, _ chance: inout Chance) -> [Float] {
        (0..<dimension).map { _ in Float(Int.random(in: -2...2, using: &chance)) }
    }
}
