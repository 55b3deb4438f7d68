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
        let measurement = RecallMeasurement(
            heldOut, in: view, codebook: codebook, kernels: context.kernels, team: team, job: job)
        let target = snapshot.spec.targetRecall > 0 ? snapshot.spec.targetRecall : Limits.targetRecallDefault
        let asked = work.isTrained ? job.request.nprobe : snapshot.index.index(field: work.field)?.nprobe ?? 0
        let figure =
            asked > 0 ? try measurement.figure(nprobe: Int(asked)) : try measurement.sweep(target: target)
        // Of a single item nothing can be found: any number of lists is as good.
        let nprobe = figure?.nprobe ?? 1
        var index = fieldIndex(of: codebook, codes: codes, nprobe: nprobe)
        index.heldOut = figure?.record
        if let queries = job.request.queries.first(where: { $0.field == work.name }) {
            let given = try HeldOut(values: queries.values, field: work.field, in: view, team: team, job: job)
            index.given = try RecallMeasurement(
                given, in: view, codebook: codebook, kernels: context.kernels, team: team, job: job
            ).figure(nprobe: nprobe)?.record
        }
        work.microseconds += MonotonicTime.now.microseconds(since: start)
        index.trainMicroseconds = work.microseconds
        if !work.isTrained, let earlier = snapshot.index.index(field: work.field) {
            index.trainedMicroseconds = earlier.trainedMicroseconds
            index.trainMicroseconds = earlier.trainMicroseconds
        }
        work.index = index
        outcomes.append(Self.outcome(work, figure, target: asked > 0 ? nil : target))
    }

    private func fieldIndex(of codebook: Codebook, codes: SealedCodes, nprobe: Int) -> FieldIndex {
        let lengths = (0..<codebook.listCount).map { codes.count(ofList: $0) }.sorted()
        return FieldIndex(
            codebookHash: codebook.hash, listCount: UInt32(codebook.listCount), partCount: UInt32(codebook.partCount),
            transform: codebook.transform, reducedDimension: UInt32(codebook.reducedDimension), nprobe: UInt32(nprobe),
            sealedCount: UInt64(codes.count), codeByteCount: UInt64(codes.byteCount),
            codebookByteCount: UInt64(unsafe codebook.bytes.count), listLengthMin: UInt32(lengths[0]),
            listLengthMedian: UInt32(lengths[lengths.count / 2]), listLengthMax: UInt32(lengths[lengths.count - 1]),
            quantizationError: codebook.quantizationError, sampleCount: UInt64(codebook.sampleCount),
            seed: codebook.seed, trainedMicroseconds: WallTime.microsecondsNow)
    }

    private static func outcome(
        _ work: FieldWork, _ figure: RecallMeasurement.Figure?, target: Float?
    ) -> String {
        guard let figure else { return "field \(work.name): nothing to measure recall with" }
        let text = "field \(work.name): recall@10 \(decimal(figure.recall)) with \(figure.nprobe) lists probed"
        guard let target, figure.recall < target else { return text }
        return text + ", the target \(decimal(target)) is not reached with any number"
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
            work.isTrained && (work.index?.heldOut).map { $0.recall < spec.minRecall } ?? false
        }
        guard !low.isEmpty else { return }
        let figures = works.compactMap { work in
            work.index?.heldOut.map { figure in
                "field \(work.name) \(Self.decimal(figure.recall)) with \(figure.nprobe) of "
                    + "\(work.index!.listCount) lists probed"
            }
        }
        throw CallFailure(
            .failedPrecondition, "recall_too_low",
            "recall@10 is below the gallery's min_recall \(Self.decimal(spec.minRecall)), nothing was published: "
                + figures.joined(separator: ", "),
            field: "min_recall")
    }
}
