import Gallery
import Ground
import Kernels
import TrialSearch
import Vocabulary

/// A shard in memory: what `ShardSearch` says, done in the plainest way. Also runs whole searches over several.
struct SampleShard {
    let number: UInt32
    /// By ordinal.
    let items: [SampleItem]

    /// `items` spread over `count` shards by their hashes, numbered in no particular order.
    static func spread(_ items: [SampleItem], over count: Int, seed: UInt64 = 0) -> [SampleShard] {
        var chance = Chance(seed: seed)
        return (0..<count).map { number in
            SampleShard(
                number: UInt32(number),
                items: items.filter { Hash.shard(of: $0.idHash, shardCount: count) == number }
                    .shuffled(using: &chance))
        }
    }

    /// The outcome of a whole search.
    static func search(
        _ plan: SearchPlan, scans: [FieldScan] = [], over shards: [SampleShard],
        widening: ([FieldScan], ScanProgress) -> [FieldScan]? = { _, _ in nil }
    ) throws -> SearchOutcome {
        var run = SearchRun(plan, scans: scans, kernels: .best)
        while true {
            switch run.next() {
            case .candidates(let request):
                // Answers arrive in any order.
                try run.accept(candidates: shards.reversed().map { $0.candidates(plan, request) })
            case .pool(let requests):
                try run.accept(pool: requests.map { shards[Int($0.shard)].pool(plan, $0) })
            case .scans(let progress):
                let scans = run.scans
                run.accept(scans: widening(scans, progress))
            case .done(let outcome): return outcome
            }
        }
    }

    /// The ids of an outcome's items.
    static func ids(_ outcome: SearchOutcome, in shards: [SampleShard]) -> [String] {
        outcome.items.map { shards[Int($0.reference.shard)].items[Int($0.reference.ordinal)].id }
    }

    func candidates(_ plan: SearchPlan, _ request: CandidateRequest) -> CandidateAnswer {
        let allowed = items.indices.filter { allows(plan, items[$0]) }.sorted(by: comesBefore)
        var planned: [UInt64] = []
        var matched: [UInt64] = []
        let tops = plan.fields.enumerated().map { place, field in
            let isHolder = { (ordinal: Int) in items[ordinal].vectors[field.index] != nil }
            var scored: [(ordinal: Int, score: Float)]
            if request.scans.isEmpty || request.scans[place] == .exact {
                planned.append(UInt64(allowed.count))
                matched.append(UInt64(allowed.count))
                scored = allowed.filter(isHolder).map { ($0, similarity(items[$0], field)) }
            } else if case .lists(let probes) = request.scans[place] {
                let inLists = items.indices.filter { isHolder($0) && probes.lists.contains(code($0, field).list) }
                planned.append(UInt64(inLists.count))
                matched.append(UInt64(Set(inLists).intersection(allowed).count))
                scored = Set(inLists).intersection(allowed).sorted().map { ordinal in
                    var coded = items[ordinal]
                    coded.vectors[field.index] = code(ordinal, field).vector
                    return (ordinal, similarity(coded, field))
                }
                scored.sort { comesBefore($0.ordinal, $1.ordinal) }
            } else {
                scored = []
            }
            return scored.enumerated().sorted { ($1.element.score, $0.offset) < ($0.element.score, $1.offset) }
                .map(\.element).prefix(request.candidatesPerField)
        }
        let members = Set(tops.joined().map(\.ordinal))
        let union = allowed.filter { members.contains($0) }
        let positions = Dictionary(uniqueKeysWithValues: union.enumerated().map { ($0.element, UInt32($0.offset)) })

        var answer = CandidateAnswer(
            shard: number, sequence: 7 + UInt64(number), allowedCount: UInt64(allowed.count),
            plannedCount: planned.reduce(0, +), scannedCount: planned.reduce(0, +), fieldPlannedCounts: planned,
            fieldMatchedCounts: matched)
        answer.ordinals = union.map { UInt32($0) }
        answer.idHashes = union.map { items[$0].idHash }
        for ordinal in union {
            var bits: UInt16 = 0
            for (index, field) in plan.fields.enumerated() {
                let isThere = items[ordinal].vectors[field.index] != nil
                if isThere { bits |= 1 << UInt16(index) }
                answer.similarities.append(isThere ? similarity(items[ordinal], field) : 0)
            }
            answer.presence.append(bits)
        }
        answer.lists = tops.map { top in
            CandidateList(positions: top.map { positions[$0.ordinal]! }, scores: top.map(\.score))
        }
        if request.includesSimilar {
            answer.similarStarts = [0]
            for ordinal in union {
                answer.similarHashes += items[ordinal].similarHashes
                answer.similarStarts.append(UInt32(answer.similarHashes.count))
            }
        }
        return answer
    }

    func pool(_ plan: SearchPlan, _ request: PoolRequest) -> PoolAnswer {
        PoolAnswer(
            rows: plan.fields.map { field in
                let stride = Half.stride(dimension: field.vector.count)
                return request.ordinals.flatMap { ordinal -> [UInt16] in
                    let vector = items[Int(ordinal)].vectors[field.index] ?? []
                    let halves = vector.map { Float16($0).bitPattern }
                    return halves + [UInt16](repeating: 0, count: stride - halves.count)
                }
            })
    }

    private func comesBefore(_ left: Int, _ right: Int) -> Bool {
        (items[left].idHash, items[left].id) < (items[right].idHash, items[right].id)
    }

    private func code(_ ordinal: Int, _ field: PlannedField) -> (list: UInt32, vector: [Float]) {
        items[ordinal].codes[field.index]!
    }

    private func similarity(_ item: SampleItem, _ field: PlannedField) -> Float {
        let vector = item.vectors[field.index]!
        return field.metric == .l2 ? -Oracle.distance(vector, field.vector) : Oracle.dot(vector, field.vector)
    }

    private func allows(_ plan: SearchPlan, _ item: SampleItem) -> Bool {
        let filter = plan.filter ?? Filter()
        let hasTags = filter.tags.allSatisfy { !item.tags.isDisjoint(with: $0.any) }
        let isNamed = filter.ids.isEmpty || filter.ids.contains(item.id)
        return hasTags && isNamed && item.tags.isDisjoint(with: filter.noTags) && !plan.excludedIds.contains(item.id)
    }
}
