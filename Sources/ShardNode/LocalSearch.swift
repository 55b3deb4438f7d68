internal import Ground
internal import Indexing
internal import Kernels
internal import Quantization
internal import Routing
internal import Vocabulary

/// A search over one snapshot of a gallery of this process.
final class LocalSearch: ShardSearch {
    let snapshot: GallerySnapshot
    private let store: ShardStore
    private let shard: UInt32
    let probes: [FieldProbe]
    let queries: [PreparedQuery]
    /// The items that filter and exclusions allow; nil for all.
    let allowed: OrdinalSet?
    let allowedCount: UInt64
    let memory: PooledScratch
    /// By probe: what it was answered from lists.
    var probed: [ProbedLists?]

    init(
        _ query: ShardQuery, snapshot: GallerySnapshot, store: ShardStore, shard: UInt32, in context: ShardContext
    ) throws(CallFailure) {
        var queries: [PreparedQuery] = []
        for (place, probe) in query.probes.enumerated() {
            guard snapshot.view.layouts.indices.contains(probe.field) else {
                throw CallFailure(
                    .invalidArgument, "unknown_field", "the gallery has no field \(probe.field)",
                    field: "probes[\(place)].field", limit: Int64(snapshot.view.layouts.count),
                    value: Int64(probe.field))
            }
            do throws(IndexingError) {
                queries.append(try PreparedQuery(probe.vector, layout: snapshot.view.layouts[probe.field]))
            } catch {
                throw error.callFailure(
                    field: snapshot.spec.fields[probe.field].name, path: "probes[\(place)].vector")
            }
        }
        let allowed = try Self.compile(query, snapshot, in: context)
        self.snapshot = snapshot
        self.store = store
        self.shard = shard
        self.queries = queries
        self.allowed = allowed
        probes = query.probes
        probed = query.probes.map { _ in nil }
        allowedCount = UInt64(allowed?.count ?? snapshot.view.liveCount)
        memory = store.scratches.take()
    }

    deinit {
        store.scratches.give(memory)
    }

    /// The items that filter and exclusions of `query` allow; nil for all.
    private static func compile(
        _ query: ShardQuery, _ snapshot: GallerySnapshot, in context: ShardContext
    ) throws(CallFailure) -> OrdinalSet? {
        var filter = OrdinalFilter()
        filter.excludedIdHashes = query.excludedIds.map { Hash.xxh3($0) }
        if let stated = query.filter {
            // A tag that no item ever had has no number: it allows nothing, and excludes nothing.
            func number(_ tag: String) -> UInt32? { snapshot.tags.number(of: ShardStore.fold(tag)) }
            filter.anyTags = stated.tags.map { $0.any.compactMap(number) }
            filter.noneTags = stated.noTags.compactMap(number)
            filter.attributes = stated.attributes.map { AttributeRange.ranges(of: $0) }
            if !stated.ids.isEmpty { filter.onlyIdHashes = stated.ids.map { Hash.xxh3($0) } }
        }
        do throws(IndexingError) {
            return try snapshot.view.compile(filter) { (try? context.check()) == nil }
        } catch {
            throw Self.stopped(context)
        }
    }

    func candidates(
        _ request: CandidateRequest, in context: ShardContext
    ) throws(CallFailure) -> CandidateAnswer {
        try check(request)
        var found: [ProbeAnswer] = []
        found.reserveCapacity(probes.count)
        for place in probes.indices {
            try context.check()
            found.append(
                try nearest(place, scan(of: place, request), count: request.candidatesPerField, in: context))
        }
        return try answer(found, request, in: context)
    }

    /// Returns when there is a scan for each field, or none.
    func check(_ request: CandidateRequest) throws(CallFailure) {
        guard request.scans.isEmpty || request.scans.count == probes.count else {
            throw CallFailure(
                .invalidArgument, "count_mismatch", "a scan for each searched field, or none", field: "scans",
                limit: Int64(probes.count), value: Int64(request.scans.count))
        }
    }

    /// How the field of probe `place` is searched.
    func scan(of place: Int, _ request: CandidateRequest) -> FieldScan {
        request.scans.isEmpty ? .exact : request.scans[place]
    }

    /// The answer that hands up what was found.
    ///
    /// - Parameter found: by searched field.
    /// - Throws: what `context` throws.
    func answer(
        _ found: [ProbeAnswer], _ request: CandidateRequest, in context: ShardContext
    ) throws(CallFailure) -> CandidateAnswer {
        let view = snapshot.view
        let lists = found.map(\.neighbors)
        var answer = CandidateAnswer(
            shard: shard, sequence: snapshot.sequence, allowedCount: allowedCount)
        answer.fieldPlannedCounts = found.map { UInt64($0.plannedCount) }
        answer.fieldMatchedCounts = found.map { UInt64($0.matchedCount) }
        answer.plannedCount = answer.fieldPlannedCounts.reduce(0, +)
        answer.scannedCount = answer.plannedCount
        let union = lists.count == 1 ? lists[0] : Array(lists.joined())
        let order = order(of: union)
        // Of each neighbor of the union, its candidate.
        var positions = [UInt32](repeating: 0, count: union.count)
        answer.ordinals.reserveCapacity(union.count)
        answer.idHashes.reserveCapacity(union.count)
        for place in order {
            let neighbor = union[place]
            if neighbor.ordinal != answer.ordinals.last {
                answer.ordinals.append(neighbor.ordinal)
                answer.idHashes.append(neighbor.tie)
            }
            positions[place] = UInt32(answer.ordinals.count - 1)
        }
        let comparing = MonotonicTime.now
        try fillSimilarities(&answer, request.scans, in: context)
        answer.rerankTime = TakenTime(microseconds: MonotonicTime.now.microseconds(since: comparing))
        var start = 0
        answer.lists = lists.map { list in
            defer { start += list.count }
            return CandidateList(
                positions: Array(positions[start..<start + list.count]), scores: list.map(\.score))
        }
        if request.includesSimilar, view.listsSimilar {
            answer.similarStarts = [0]
            for ordinal in answer.ordinals {
                answer.similarHashes.append(contentsOf: view.similar(ordinal))
                answer.similarStarts.append(UInt32(answer.similarHashes.count))
            }
        }
        return answer
    }

    /// The places of `union` in the order of candidates: by hash of the id, then by the id's bytes.
    private func order(of union: [Neighbor]) -> [Int] {
        // The first bits of a hash and a place in one key; these bits decide nearly always.
        let placeBits = UInt64(64 - union.count.leadingZeroBitCount)
        let placeMask: UInt64 = (1 << placeBits) - 1
        var keys: [UInt64] = []
        keys.reserveCapacity(union.count)
        for (place, neighbor) in union.enumerated() { keys.append(~neighbor.tie & ~placeMask | UInt64(place)) }
        KeySort.descend(&keys)
        var order = keys.map { Int($0 & placeMask) }
        var start = 0
        while start < order.count {
            var end = start + 1
            while end < order.count, (keys[end] ^ keys[start]) & ~placeMask == 0 { end += 1 }
            if end > start + 1 { order[start..<end].sort { comesBefore(union[$0], union[$1]) } }
            start = end
        }
        return order
    }

    /// The best of the field of probe `place`.
    ///
    /// - Throws: `ABORTED` when the field has another codebook than the scan was planned with; what `context` throws.
    func nearest(
        _ place: Int, _ scan: FieldScan, count: Int, in context: ShardContext
    ) throws(CallFailure) -> ProbeAnswer {
        let field = probes[place].field
        if case .lists(let probed) = scan { try check(probed, place) }
        let isOver = { (try? context.check()) == nil }
        do throws(IndexingError) {
            switch scan {
            case .exact:
                let neighbors = try snapshot.view.nearest(
                    field: field, query: queries[place], allowed: allowed, count: count, scratch: &memory.scratch,
                    isCancelled: isOver)
                return ProbeAnswer(
                    neighbors: neighbors, plannedCount: Int(allowedCount), matchedCount: Int(allowedCount))
            case .lists(let probed):
                let answer = try snapshot.view.nearest(
                    field: field, query: queries[place], lists: further(place, probed.lists, count: count),
                    allowed: allowed, count: count, scratch: &memory.scratch, isCancelled: isOver)
                return completed(place, probed.lists, count: count, answer)
            }
        } catch {
            throw Self.stopped(context)
        }
    }

    /// Why a scan in `context` was stopped.
    static func stopped(_ context: ShardContext) -> CallFailure {
        do throws(CallFailure) { try context.check() } catch { return error }
        return CallFailure(.cancelled, "cancelled", "the scan was stopped")
    }

    /// Returns when the lists are ones of the field's codebook.
    func check(_ probed: ListProbes, _ place: Int) throws(CallFailure) {
        let field = probes[place].field
        guard let codebook = snapshot.view.codebook(field: field), codebook.hash == probed.codebookHash else {
            throw CallFailure(
                .aborted, "codebook_changed",
                "field \(snapshot.spec.fields[field].name) has another codebook than the search was planned with",
                field: "scans[\(place)].codebook_hash")
        }
        guard probed.lists.allSatisfy({ Int($0) < codebook.listCount }) else {
            throw CallFailure(
                .invalidArgument, "unknown_list", "the codebook has \(codebook.listCount) lists",
                field: "scans[\(place)].lists", limit: Int64(codebook.listCount))
        }
    }

    /// True when the item of `left` comes first: by hash of its id, then by the id's bytes.
    private func comesBefore(_ left: Neighbor, _ right: Neighbor) -> Bool {
        if left.tie != right.tie { return left.tie < right.tie }
        if left.ordinal == right.ordinal { return false }
        return snapshot.table.id(left.ordinal).utf8.lexicographicallyPrecedes(
            snapshot.table.id(right.ordinal).utf8)
    }

    /// Candidates that are compared exactly between two questions whether anybody waits.
    private static let comparedCount = 1_024

    private func fillSimilarities(
        _ answer: inout CandidateAnswer, _ scans: [FieldScan], in context: ShardContext
    ) throws(CallFailure) {
        let view = snapshot.view
        answer.presence = answer.ordinals.map { ordinal in
            let presence = view.presence(ordinal)
            var bits: UInt16 = 0
            for (place, probe) in probes.enumerated() where presence >> UInt16(probe.field) & 1 != 0 {
                bits |= 1 << UInt16(place)
            }
            return bits
        }
        answer.similarities = [Float](repeating: 0, count: answer.ordinals.count * probes.count)
        // Rows in memory are scored chunk by chunk.
        let sealedCount = view.sealedCount
        var order = Array(answer.ordinals.indices)
        if !answer.ordinals.allSatisfy({ Int($0) < sealedCount }) {
            order.sort { answer.ordinals[$0] < answer.ordinals[$1] }
        }
        let ordinals = order.map { answer.ordinals[$0] }
        for (place, probe) in probes.enumerated() {
            let isByCodes = !scans.isEmpty && scans[place] != .exact
            let query =
                isByCodes ? view.reranking(queries[place], field: probe.field) : queries[place]
            for start in stride(from: 0, to: ordinals.count, by: Self.comparedCount) {
                if start > 0 { try context.check() }
                let part =
                    ordinals.count <= Self.comparedCount
                    ? ordinals : Array(ordinals[start..<min(start + Self.comparedCount, ordinals.count)])
                let scores = view.similarities(
                    field: probe.field, query: query, ordinals: part, scratch: &memory.scratch)
                for (index, score) in scores.enumerated() {
                    if let score { answer.similarities[order[start + index] * probes.count + place] = score }
                }
            }
        }
    }

    func pool(_ request: PoolRequest, in context: ShardContext) throws(CallFailure) -> PoolAnswer {
        try context.check()
        try snapshot.check(request.ordinals)
        return PoolAnswer(
            rows: probes.map { probe in
                snapshot.view.rows(field: probe.field, request.ordinals)
            })
    }

    func payload(
        of ordinals: [UInt32], _ mask: ReadMask?, in context: ShardContext
    ) throws(CallFailure) -> [StoredItem] {
        try context.check()
        return try store.payload(of: ordinals, mask, in: snapshot)
    }
}
