import Indexing
import Kernels
import TrialGround
import Vocabulary

/// A segment and, beside it, the plain lists it must agree with.
struct Model {
    struct Item {
        var idHash: UInt64
        var vectors: [[UInt16]?]
        var tags: Set<UInt32>
        var similar: [UInt64]
        var isLive = true
    }

    let layouts: [FieldLayout]
    let segment: GrowingSegment
    var items: [Item] = []
    var random: SeededRandom

    init(layouts: [FieldLayout], seed: UInt64) {
        self.layouts = layouts
        segment = GrowingSegment(layouts: layouts)
        random = SeededRandom(seed: seed)
    }

    /// A vector with few different components, so that equal scores are common.
    mutating func vector(_ layout: FieldLayout) -> [Float] {
        var vector = (0..<layout.dimension).map { _ in Float(Int.random(in: -2...2, using: &random)) / 2 }
        if vector.allSatisfy({ $0 == 0 }) { vector[0] = 1 }
        return vector
    }

    mutating func append(idHash: UInt64? = nil) throws {
        var vectors: [[UInt16]?] = []
        for layout in layouts {
            let isMissing = Int.random(in: 0..<5, using: &random) == 0
            vectors.append(isMissing ? nil : try layout.encode(vector(layout)))
        }
        let tags = (0..<Int.random(in: 0...6, using: &random)).map { _ in UInt32.random(in: 0..<30, using: &random) }
        let similar = (0..<Int.random(in: 0...3, using: &random)).map { _ in random.next() }
        let item = Item(
            idHash: idHash ?? random.next() % 100_000, vectors: vectors, tags: Set(tags), similar: similar)
        let ordinal = try segment.append(idHash: item.idHash, vectors: vectors, tags: tags, similar: similar)
        precondition(Int(ordinal) == items.count)
        items.append(item)
    }

    mutating func deleteSome(_ count: Int) {
        for _ in 0..<count {
            let ordinal = Int.random(in: 0..<items.count, using: &random)
            let wasLive = segment.delete(UInt32(ordinal))
            precondition(wasLive == items[ordinal].isLive)
            items[ordinal].isLive = false
        }
    }

    /// The score of `query` and a stored row, by the scalar twin alone.
    func score(_ item: Item, _ field: Int, _ query: [Float]) -> Float? {
        guard let halves = item.vectors[field] else { return nil }
        let layout = layouts[field]
        let stride = Half.stride(dimension: layout.dimension)
        let padding = stride - layout.dimension
        let row = halves + [UInt16](repeating: 0, count: padding)
        let ready = layout.metric == .cosine ? VectorMath.normalise(query)! : query
        let padded = ready + [Float](repeating: 0, count: padding)
        var score: [Float] = [0]
        row.withUnsafeBufferPointer { row in
            padded.withUnsafeBufferPointer { padded in
                score.withUnsafeMutableBufferPointer {
                    try! KernelSet(.scalar).score(rows: row, against: padded, by: layout.metric, into: $0)
                }
            }
        }
        return score[0]
    }

    func isAllowed(_ item: Item, _ filter: OrdinalFilter) -> Bool {
        item.isLive && filter.anyTags.allSatisfy { !item.tags.isDisjoint(with: $0) }
            && item.tags.isDisjoint(with: filter.noneTags)
            && (filter.onlyIdHashes?.contains(item.idHash) ?? true)
            && !filter.excludedIdHashes.contains(item.idHash)
    }

    /// The answer of a search, by sorting everything.
    func nearest(_ field: Int, _ query: [Float], _ filter: OrdinalFilter, _ count: Int) -> [Neighbor] {
        var all: [Neighbor] = []
        for (ordinal, item) in items.enumerated() where isAllowed(item, filter) {
            guard let score = score(item, field, query) else { continue }
            all.append(Neighbor(ordinal: UInt32(ordinal), score: score, tie: item.idHash))
        }
        return Array(all.sorted { $0.precedes($1) }.prefix(count))
    }

    mutating func filter() -> OrdinalFilter {
        func tags(_ count: Int, _ random: inout SeededRandom) -> [UInt32] {
            (0..<count).map { _ in UInt32.random(in: 0..<32, using: &random) }
        }
        func hashes(_ count: Int, _ items: [Item], _ random: inout SeededRandom) -> [UInt64] {
            (0..<count).map { _ in
                Bool.random(using: &random) ? items.randomElement(using: &random)!.idHash : random.next()
            }
        }
        var filter = OrdinalFilter()
        if Bool.random(using: &random) {
            filter.anyTags = (0..<Int.random(in: 1...2, using: &random)).map { _ in
                tags(Int.random(in: 0...4, using: &random), &random)
            }
        }
        if Bool.random(using: &random) { filter.noneTags = tags(2, &random) }
        if Int.random(in: 0..<3, using: &random) == 0 {
            filter.onlyIdHashes = hashes(Int.random(in: 0...200, using: &random), items, &random)
        }
        if Bool.random(using: &random) { filter.excludedIdHashes = hashes(20, items, &random) }
        return filter
    }
}
