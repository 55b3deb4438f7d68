import Ground
import Indexing
import Kernels
import Quantization
import TrialGround
import Vocabulary

/// Items with codes, and the segments that hold some of them sealed and the rest in memory.
struct CodedModel {
    struct Item {
        var id: String
        var idHash: UInt64
        var vectors: [[UInt16]?]
        var tags: [UInt32]
        var similar: [UInt64]
        var isLive = true
        /// By field: one in each of its lists; none without a vector.
        var codes: [[(list: Int, code: [UInt8])]]
    }

    /// A segment, and where the items lie in it.
    struct Segment {
        let segment: GrowingSegment
        let sealed: Sealed?
        /// By item; nil for those that were deleted before the sealing.
        let ordinals: [UInt32?]

        /// The item at each ordinal.
        func items(_ neighbors: [Neighbor]) -> [Int] {
            neighbors.map { neighbor in ordinals.firstIndex(of: neighbor.ordinal)! }
        }
    }

    let layouts: [FieldLayout]
    let codebooks: [Codebook?]
    let oracles: [CodeOracle?]
    var items: [Item] = []
    var random: SeededRandom
    /// One item of so many lacks a vector.
    var missingRate = 5

    static let tagCount = 12
    static let team = WorkTeam(name: "coded-model", threadCount: 2)

    /// - Parameter plans: by field; nil for an exact field. Codebooks are trained on vectors like those of the items.
    init(layouts: [FieldLayout], plans: [TrainingPlan?], seed: UInt64) throws {
        self.layouts = layouts
        random = SeededRandom(seed: seed)
        var codebooks: [Codebook?] = []
        for (layout, plan) in zip(layouts, plans) {
            guard let plan else {
                codebooks.append(nil)
                continue
            }
            var sample: [UInt16] = []
            for _ in 0..<400 { sample += try layout.encode(Self.vector(layout, &random)) }
            let codebook = try sample.withUnsafeBufferPointer {
                try Trainer.train(
                    plan, dimension: layout.dimension, metric: layout.metric, sample: $0, stride: layout.dimension,
                    sampleCount: 400, team: Self.team, kernels: .best)
            }
            codebooks.append(codebook)
        }
        self.codebooks = codebooks
        oracles = codebooks.map { codebook in codebook.map { CodeOracle($0) } }
    }

    /// A vector with few different components, so that equal codes are common.
    static func vector(_ layout: FieldLayout, _ random: inout SeededRandom) -> [Float] {
        var vector = (0..<layout.dimension).map { _ in Float(Int.random(in: -2...2, using: &random)) / 2 }
        if vector.allSatisfy({ $0 == 0 }) { vector[0] = 1 }
        return vector
    }

    mutating func append(_ count: Int, copyRate: Int = 4) throws {
        for _ in 0..<count {
            var item = try fresh()
            if let other = items.randomElement(using: &random), Int.random(in: 0..<copyRate, using: &random) == 0 {
                // The same vectors, so the same scores; sometimes the same hash as well.
                item.vectors = other.vectors
                item.codes = other.codes
                if Bool.random(using: &random) { item.idHash = other.idHash }
            } else {
                item.codes = zip(oracles, item.vectors).map { oracle, vector in
                    guard let oracle, let vector else { return [] }
                    return oracle.encode(vector)
                }
            }
            items.append(item)
        }
    }

    private mutating func fresh() throws -> Item {
        var vectors: [[UInt16]?] = []
        for layout in layouts {
            let isMissing = Int.random(in: 0..<missingRate, using: &random) == 0
            vectors.append(isMissing ? nil : try layout.encode(Self.vector(layout, &random)))
        }
        let tags = (0..<Int.random(in: 0...3, using: &random)).map { _ in
            UInt32.random(in: 0..<UInt32(Self.tagCount), using: &random)
        }
        let similar = (0..<Int.random(in: 0...2, using: &random)).map { _ in random.next() }
        return Item(
            id: "item \(items.count) \(random.next() % 1_000)", idHash: random.next(), vectors: vectors,
            tags: Set(tags).sorted(), similar: similar, codes: [])
    }

    static func version(_ item: UInt32) -> UInt64 { UInt64(item) * 3 + 5 }

    static func tagName(_ tag: UInt32) -> String { "tag \(tag)" }

    /// Items in files.
    struct Sealed {
        let count: Int
        let rows: SealedRows
        let codes: [SealedCodes?]
        /// By item.
        let ordinals: [UInt32]
        let directory: TemporaryDirectory
    }

    /// A segment of all items with those before `sealedCount` in files. What is dead at the time of sealing is left
    /// out; `deadAfter` are deleted later.
    func segment(sealedCount: Int, kernels: KernelSet = .best, deadAfter: [Int] = []) throws -> Segment {
        try segment(sealedCount == 0 ? nil : seal(sealedCount), kernels: kernels, deadAfter: deadAfter)
    }

    /// A segment of all items, the first of which are `sealed`.
    func segment(_ sealed: Sealed?, kernels: KernelSet = .best, deadAfter: [Int] = []) throws -> Segment {
        var ordinals = [UInt32?](repeating: nil, count: items.count)
        let sealedCount = sealed?.count ?? 0
        var names = sealed?.rows.tagNames ?? []
        for item in 0..<sealedCount where sealed!.ordinals[item] != SealedRows.Summary.noOrdinal {
            ordinals[item] = sealed!.ordinals[item]
        }
        let segment = GrowingSegment(
            layouts: layouts, kernels: kernels, sealed: sealed?.rows, codes: sealed?.codes ?? [], codebooks: codebooks)
        let rest = Array(items[sealedCount...])
        let encoded = segment.publish().encode(rest.map(\.vectors))
        for (place, item) in rest.enumerated() {
            let tags = item.tags.map { tag in
                let name = Self.tagName(tag)
                if let number = names.firstIndex(of: name) { return UInt32(number) }
                names.append(name)
                return UInt32(names.count - 1)
            }
            let ordinal = try segment.append(
                idHash: item.idHash, vectors: item.vectors, tags: tags, similar: item.similar, codes: encoded,
                item: place)
            ordinals[sealedCount + place] = ordinal
            if !item.isLive { segment.delete(ordinal) }
        }
        for item in deadAfter { if let ordinal = ordinals[item] { segment.delete(ordinal) } }
        return Segment(segment: segment, sealed: sealed, ordinals: ordinals)
    }

    /// Seals the first `count` items.
    func seal(_ count: Int, hasByteRows: Bool = false, kernels: KernelSet = .best) throws -> Sealed {
        let directory = TemporaryDirectory()
        let source = GrowingSegment(layouts: layouts, kernels: kernels)
        for item in items[..<count] {
            let ordinal = try source.append(
                idHash: item.idHash, vectors: item.vectors, tags: item.tags, similar: item.similar)
            if !item.isLive { source.delete(ordinal) }
        }
        let path = directory.appending("1.rows")
        let summary = try SealedRows.write(
            source.publish(), to: path,
            names: { ordinals in ordinals.map { (items[Int($0)].id, version: Self.version($0)) } },
            tagName: Self.tagName)
        let rows = try SealedRows(path: path, layouts: layouts)
        var codes: [SealedCodes?] = []
        for (field, codebook) in codebooks.enumerated() {
            guard let codebook else {
                codes.append(nil)
                continue
            }
            let path = directory.appending("1.\(field).codes")
            let hash = try SealedCodes.write(
                rows: rows, field: field, codebook: codebook, hasByteRows: hasByteRows, to: path, kernels: kernels,
                team: Self.team)
            codes.append(try SealedCodes(path: path, rows: rows, field: field, codebook: codebook))
            precondition(codes[field]!.hash == hash)
        }
        return Sealed(count: count, rows: rows, codes: codes, ordinals: summary.ordinals, directory: directory)
    }

    /// The answer by sorting everything: item, bits of the score, and how many items are in the lists.
    func nearest(
        _ field: Int, _ query: [Float], lists: [UInt32], count: Int, isAllowed: (Int) -> Bool
    ) -> [(item: Int, score: Float)] {
        let oracle = oracles[field]!
        let ready = layouts[field].metric == .cosine ? VectorMath.normalise(query)! : query
        let (tables, constants) = oracle.tables(ready)
        let probed = Set(lists.map { Int($0) })
        var all: [(item: Int, score: Float)] = []
        for (number, item) in items.enumerated() where item.isLive && isAllowed(number) {
            // An item in two probed lists has the better score.
            let scores = item.codes[field].filter { probed.contains($0.list) }
                .map { CodeOracle.score($0.code, tables, constants[$0.list]) }
            if let score = scores.max() { all.append((number, score)) }
        }
        let hashes = items.map(\.idHash)
        all.sort {
            if $0.score != $1.score { return $0.score > $1.score }
            return (hashes[$0.item], $0.item) < (hashes[$1.item], $1.item)
        }
        return Array(all.prefix(count))
    }
}
