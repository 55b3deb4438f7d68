internal import Gallery
internal import Ground
internal import Indexing
internal import Quantization
internal import Vocabulary

// What the new index answers, measured before anybody sees it.
extension TrainingRun {
    /// Measures the calibration of a field and, if it has codes, its recall.
    ///
    /// - Parameter heldOut: items of `view` to measure with.
    /// - Parameter earlier: the index as it is.
    /// - Throws: `CANCELLED`.
    func measure(
        _ work: inout FieldWork, heldOut ordinals: [UInt32], _ snapshot: GallerySnapshot, in view: SegmentView,
        codes: SealedCodes?
    ) throws(CallFailure) {
        let start = MonotonicTime.now
        progress.begin("comparing \(ordinals.count) items of field \(work.name) with all others")
        let heldOut = try HeldOut(items: ordinals, field: work.field, in: view, team: team, job: job)
        let version = snapshot.index.calibration(field: work.field)?.version ?? 0
        work.calibration = try CalibrationMeasurement.run(
            heldOut, rows: liveRows(view, field: work.field), in: view, version: version + 1,
            seed: seed(field: work.field, 2), team: team, job: job)
        guard let codebook = work.codebook, let codes else {
            outcomes.append("field \(work.name) stays exact: \(work.itemCount) items")
            return
        }
        progress.begin("measuring recall of field \(work.name)")
        func measurement(_ queries: HeldOut) -> RecallMeasurement {
            RecallMeasurement(queries, in: view, codebook: codebook, kernels: context.kernels, team: team, job: job)
        }
        var given: HeldOut?
        if let queries = job.request.queries.first(where: { $0.field == work.name }) {
            given = try HeldOut(values: queries.values, field: work.field, in: view, team: team, job: job)
        }
        let sweep = RecallSweep(
            heldOut: measurement(heldOut), given: given.map(measurement), listCount: codebook.listCount,
            cost: SearchCost(
                codeByteCount: codebook.rowCount, rowByteCount: (codes.hasByteRows ? 1 : 2) * codebook.dimension))
        let target = snapshot.spec.effectiveTargetRecall
        let told = toldNprobe(work, snapshot.index.index(field: work.field))
        var index = fieldIndex(of: codebook, codes: codes)
        if told > 0 {
            let point = try sweep.point(nprobe: min(told, codebook.listCount))
            (index.nprobe, index.heldOut, index.given) = (point.nprobe, point.heldOut, point.given)
        } else {
            index.points = try sweep.points()
            index.settle(on: target)
        }
        work.microseconds += MonotonicTime.now.microseconds(since: start)
        index.trainMicroseconds = work.microseconds
        if !work.isTrained, let earlier = snapshot.index.index(field: work.field) {
            index.trainedMicroseconds = earlier.trainedMicroseconds
            index.trainMicroseconds = earlier.trainMicroseconds
        }
        work.index = index
        outcomes.append(Self.words(work, index))
    }

    /// The number of lists that the request, or the one that the field was trained by, told; 0: none.
    private func toldNprobe(_ work: FieldWork, _ earlier: FieldIndex?) -> Int {
        if work.isTrained { return Int(job.request.nprobe) }
        guard let earlier, earlier.targetRecall == 0 else { return 0 }
        return Int(earlier.nprobe)
    }

    func fieldIndex(of codebook: Codebook, codes: SealedCodes) -> FieldIndex {
        let lengths = (0..<codebook.listCount).map { codes.count(ofList: $0) }.sorted()
        return FieldIndex(
            codebookHash: codebook.hash, listCount: UInt32(codebook.listCount), partCount: UInt32(codebook.partCount),
            transform: codebook.transform, reducedDimension: UInt32(codebook.reducedDimension),
            sealedCount: UInt64(codes.count), codeByteCount: UInt64(codes.byteCount - codes.byteRowsByteCount),
            codebookByteCount: UInt64(unsafe codebook.bytes.count), listLengthMin: UInt32(lengths[0]),
            listLengthMedian: UInt32(lengths[lengths.count / 2]), listLengthMax: UInt32(lengths[lengths.count - 1]),
            quantizationError: codebook.quantizationError, sampleCount: UInt64(codebook.sampleCount),
            seed: codebook.seed, trainedMicroseconds: WallTime.microsecondsNow,
            rerank: codes.hasByteRows ? .sq8 : .f16, rerankByteCount: UInt64(codes.byteRowsByteCount),
            codeBits: UInt32(codebook.codeBits), spillWeight: codebook.spillWeight,
            codeCount: UInt64(codes.codeCount))
    }

    private static func words(_ work: FieldWork, _ index: FieldIndex) -> String {
        let figures = [index.heldOut, index.given].compactMap { $0?.recall }
        guard let recall = figures.min() else { return "field \(work.name): nothing to measure recall with" }
        var text = "field \(work.name): recall@10 \(Self.figures(index.heldOut?.recall, index.given?.recall))"
        text += " with \(index.nprobe) lists probed"
        if index.reach != nil { text += " at most and \(index.candidateCount) candidates compared" }
        guard recall < index.targetRecall else { return text }
        return text + ", the target \(decimal(index.targetRecall)) is not reached in any way"
    }

    /// `0.962 (0.951 of the queries given)`
    private static func figures(_ heldOut: Float?, _ given: Float?) -> String {
        let first = heldOut.map(decimal) ?? "unknown"
        return given.map { first + " (\(decimal($0)) of the queries given)" } ?? first
    }

    /// Three places behind the point.
    private static func decimal(_ value: Float) -> String {
        let thousandths = Int((value * 1_000).rounded())
        let places = String(thousandths % 1_000)
        return "\(thousandths / 1_000)." + String(repeating: "0", count: 3 - places.count) + places
    }

    /// - Throws: `FAILED_PRECONDITION` `recall_too_low` when a new index is worse than the gallery allows.
    func checkRecall(_ works: [FieldWork], _ spec: GallerySpec) throws(CallFailure) {
        let low = works.filter { work in
            guard work.isTrained, let index = work.index else { return false }
            return [index.heldOut, index.given].contains { figure in figure.map { $0.recall < spec.minRecall } ?? false
            }
        }
        guard !low.isEmpty else { return }
        let figures = works.compactMap { work in
            work.index.map { index in
                "field \(work.name) \(Self.figures(index.heldOut?.recall, index.given?.recall)) with "
                    + "\(index.nprobe) of \(index.listCount) lists probed"
            }
        }
        throw CallFailure(
            .failedPrecondition, "recall_too_low",
            "recall@10 is below the gallery's min_recall \(Self.decimal(spec.minRecall)), nothing was published: "
                + figures.joined(separator: ", "),
            field: "min_recall")
    }
}
