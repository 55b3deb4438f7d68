internal import Gallery
internal import Ground
internal import Indexing
internal import Quantization
internal import Vocabulary

// What is to be made of each field.
extension TrainingRun {
    /// One for each field of the gallery.
    ///
    /// - Throws: `INVALID_ARGUMENT` when a wanted field has not enough items any more; `RESOURCE_EXHAUSTED`
    ///   `training_memory` when the memory would not be enough for the smallest sample.
    /// - Parameter peers: the other shards, whose items count as well; nil where the gallery is all here.
    func plan(_ snapshot: GallerySnapshot, _ peers: ClusterPeers?) throws(CallFailure) -> [FieldWork] {
        let spec = snapshot.spec
        var itemCounts = spec.fields.indices.map { snapshot.view.liveCount(field: $0) }
        if let peers {
            let others = try peers.itemCounts(gallery: spec.name, fieldCount: itemCounts.count)
            for (field, count) in others.enumerated() { itemCounts[field] += count }
        }
        try GalleryRules.check(job.request, of: spec, itemCounts: itemCounts)
        let wanted = try GalleryRules.trainedFields(job.request, of: spec)
        let exactBelow = GalleryRules.exactBelow(job.request, of: spec)
        let cost = try SealedRowsCost(snapshot.view) { () throws(CallFailure) in try job.check() }
        var works: [FieldWork] = []
        for (field, name) in spec.fields.map(\.name).enumerated() {
            try job.check()
            var kind = FieldWork.Kind.exact
            var rerank = job.request.rerank ?? spec.fields[field].rerank ?? .f16
            let codebook = snapshot.sealed?.codebooks[field]
            if wanted.contains(field) {
                if itemCounts[field] >= exactBelow {
                    kind = .trained(plan(snapshot.view.layouts[field], itemCount: itemCounts[field]))
                }
            } else if codebook != nil, itemCounts[field] > 0 {
                kind = .kept
                rerank = snapshot.index.index(field: field)?.rerank ?? .f16
            }
            var work = FieldWork(
                field: field, name: name, kind: kind, rerank: rerank,
                itemCount: snapshot.view.liveCount(field: field))
            if case .kept = kind { work.codebook = codebook }
            try choose(&work, snapshot, cost, peers, itemCount: itemCounts[field])
            works.append(work)
        }
        let budget = MemoryBudget(asked: job.request.memoryByteCountMax).byteCount
        if snapshot.sealed != nil || works.contains(where: { !$0.isExact }), cost.writingByteCount > budget {
            throw Self.tooLittle(
                "writing \(snapshot.view.liveCount) items", takes: cost.writingByteCount, of: budget)
        }
        return works
    }

    private func plan(_ layout: FieldLayout, itemCount: Int) -> TrainingPlan {
        let request = job.request
        let kept = request.reducedDimension == 0 ? layout.dimension : Int(request.reducedDimension)
        return TrainingPlan(
            listCount: request.listCount == 0 ? Self.listCount(itemCount: itemCount) : Int(request.listCount),
            partCount: GalleryRules.partCount(request, dimension: kept),
            codeBits: request.codeBits == 4 ? 4 : 8,
            transform: request.transform ?? .none, reducedDimension: Int(request.reducedDimension),
            coarseIterationCount: request.coarseIterationCount == 0 ? 10 : Int(request.coarseIterationCount),
            partIterationCount: request.partIterationCount == 0 ? 25 : Int(request.partIterationCount),
            seed: request.seed, spillWeight: Self.spillWeight(request))
    }

    /// 0 when items are to have one list.
    private static func spillWeight(_ request: TrainRequest) -> Float {
        guard request.spill else { return 0 }
        return request.spillWeight == 0 ? Limits.spillWeightDefault : request.spillWeight
    }

    /// Lists of a field with that many items: 256 items a list, but no more lists than a query can be compared with.
    static func listCount(itemCount: Int) -> Int {
        let bySearch = Int(8 * Double(itemCount).squareRoot())
        return max(1, min(itemCount / 256, bySearch, Limits.listCountMax))
    }

    /// Chooses the items to train with and those to measure with, apart from each other if there are enough.
    private func choose(
        _ work: inout FieldWork, _ snapshot: GallerySnapshot, _ cost: SealedRowsCost, _ peers: ClusterPeers?,
        itemCount: Int
    ) throws(CallFailure) {
        let view = snapshot.view
        if case .trained(let plan) = work.kind {
            let sampleCount = try self.sampleCount(
                plan, view.layouts[work.field], cost, itemCount: itemCount, name: work.name)
            let seed = seed(field: work.field, 1)
            work.sample = SampledRows(of: snapshot, sampleCount, field: work.field, seed: seed)
            if let peers {
                progress.begin("sampling field \(work.name) from all shards")
                try peers.add(to: &work.sample, sampleCount, field: work.field, seed: seed, of: snapshot) {
                    () throws(CallFailure) in try job.check()
                }
            }
        }
        let rows = liveRows(view, field: work.field)
        var chance = SplitMix(seed: seed(field: work.field, 3))
        let shuffled = rows.shuffled(using: &chance)
        let heldOutCount = Self.heldOutCount(itemCount: rows.count)
        let drawn = Set(work.sample.rows.compactMap(\.ordinal))
        // Those that were drawn last, where there are no others.
        let others = shuffled.filter { !drawn.contains($0) } + work.sample.rows.reversed().compactMap(\.ordinal)
        work.heldOut = others.prefix(heldOutCount).sorted()
    }

    /// Items to measure with: enough for a figure, few enough to compare each with all others.
    static func heldOutCount(itemCount: Int) -> Int {
        let affordable = Limits.heldOutComparisonCountMax / max(itemCount, 1)
        return min(itemCount, Limits.heldOutCountMax, max(Limits.heldOutCountMin, affordable))
    }

    /// Items to train with: those asked for or 256 a centroid, as many as there are and memory allows.
    private func sampleCount(
        _ plan: TrainingPlan, _ layout: FieldLayout, _ cost: SealedRowsCost, itemCount: Int, name: String
    ) throws(CallFailure) -> Int {
        let centroidCount = max(plan.listCount, 256)
        let asked = Int(clamping: job.request.sampleCount)
        let wanted = min(itemCount, asked > 0 ? asked : centroidCount * Limits.sampleCountPerCentroidMax)
        let least = min(wanted, centroidCount * Limits.sampleCountPerCentroidMin)
        let budget = MemoryBudget(asked: job.request.memoryByteCountMax).byteCount
        // As floats and as they are stored, before and after a transform; those that parts are trained with, and the
        // iterations' tables; what the axes of a transform are computed from.
        let paddedDimension = layout.dimension + plan.partCount
        let isTurned = plan.transform != .none
        let byteCountPerItem = (isTurned ? 8 : 4) * paddedDimension + 2 * layout.dimension + 32
        let axesByteCount = isTurned ? 60 * layout.dimension * layout.dimension : 0
        let partCount = min(wanted, plan.partSampleCountMax)
        let fixed =
            12 * paddedDimension * (plan.listCount + 256) + 8 * paddedDimension * partCount
            + team.threadCount * (4 << 20) + axesByteCount
        // Later, and not at the same time: all codes, the centroids laid out anew and once more as bytes, and the
        // bitmaps of the rows that were written.
        let codeCount = plan.spillWeight > 0 ? 2 * itemCount : itemCount
        let encoding =
            codeCount * (plan.partCount + 2 + 8) + 4 * paddedDimension * plan.listCount
            + Codebook.listByteCount(listCount: plan.listCount, paddedDimension: paddedDimension)
            + cost.openByteCount
        let affordable = (budget - fixed) / byteCountPerItem
        guard affordable >= least, encoding <= budget else {
            let needed = max(fixed + least * byteCountPerItem, encoding)
            throw Self.tooLittle(
                "training field \(name) with the smallest sample, \(least) items,", takes: needed, of: budget)
        }
        return min(wanted, affordable)
    }

    private static func tooLittle(_ what: String, takes needed: Int, of budget: Int) -> CallFailure {
        CallFailure(
            .resourceExhausted, "training_memory",
            "\(what) takes \(needed) bytes of memory; \(budget) may be taken",
            field: "memory_byte_count_max", limit: Int64(budget), value: Int64(needed))
    }
}
