internal import Ground
internal import Indexing
internal import Kernels
internal import Quantization
internal import Vocabulary

// Codebooks and files.
extension TrainingRun {
    /// Trains the codebook of `work`, and writes it to its file.
    func train(_ work: inout FieldWork, _ view: SegmentView) throws(CallFailure) {
        if case .given(let codebook) = work.kind { return try keep(codebook, of: &work) }
        guard case .trained(let plan) = work.kind else { return }
        let start = MonotonicTime.now
        let layout = view.layouts[work.field]
        progress.begin("sampling field \(work.name)")
        let sample = try gather(work.sample, field: work.field, view)
        let sampleCount = work.sample.rows.count
        let name = work.name
        let stride = Half.stride(dimension: layout.dimension)
        let trained: Codebook
        do throws(QuantizationError) {
            trained = try unsafe Trainer.train(
                plan, dimension: layout.dimension, metric: layout.metric,
                sample: UnsafeBufferPointer(sample.bytes.assumingMemoryBound(to: UInt16.self)), stride: stride,
                sampleCount: sampleCount, team: team, kernels: context.kernels,
                progress: { [progress] in progress.advance($0, field: name) },
                isCancelled: { [job] in job.cancellation.isSet })
        } catch {
            throw Self.failure(of: error)
        }
        work.sample = SampledRows()
        try keep(trained, of: &work)
        work.microseconds += MonotonicTime.now.microseconds(since: start)
    }

    /// Writes `codebook` to its file, and has `work` encoded with it.
    private func keep(_ codebook: Codebook, of work: inout FieldWork) throws(CallFailure) {
        let path = folder.codebook(hash: codebook.hash)
        do throws(SectionedFileError) {
            try CodebookFile.write(codebook, to: path)
        } catch {
            throw Self.failure(of: .file(error))
        }
        do throws(SealedFileDamage) {
            work.codebook = try CodebookFile.open(path)
        } catch {
            throw CallFailure(.dataLoss, "damaged_file", error.text)
        }
    }

    /// The vectors of a sample, in its order.
    private func gather(_ sample: SampledRows, field: Int, _ view: SegmentView) throws(CallFailure) -> AlignedMemory {
        let stride = Half.stride(dimension: view.layouts[field].dimension)
        let memory = AlignedMemory(byteCount: sample.rows.count * 2 * stride)
        // Those of this store in the order in which they lie there, others after them in theirs.
        let order = sample.rows.indices.sorted { left, right in
            let (left, right) = (sample.rows[left], sample.rows[right])
            return (left.ordinal ?? .max, left.start) < (right.ordinal ?? .max, right.start)
        }
        for (number, place) in order.enumerated() {
            if number % 1_024 == 0 { try job.check() }
            let row = sample.rows[place]
            let halves =
                row.ordinal.map { view.rows(field: field, [$0])[...] } ?? sample.halves[row.start..<row.start + stride]
            unsafe halves.withUnsafeBytes { halves in
                unsafe UnsafeMutableRawBufferPointer(rebasing: memory.bytes[(place * 2 * stride)...])
                    .copyMemory(from: halves)
            }
        }
        return memory
    }

    /// Writes the living rows of `snapshot` and their codes to files, as segment `number`.
    ///
    /// - Returns: the opened files, and by ordinal of the snapshot the ordinals in them.
    func seal(
        _ works: inout [FieldWork], _ snapshot: GallerySnapshot, as number: UInt32
    ) throws(CallFailure) -> (sealed: SealedIndex, ordinals: [UInt32]) {
        let isCancelled = { [job] in job.cancellation.isSet }
        progress.begin("writing \(snapshot.view.liveCount) items")
        let tagNames = snapshot.tags.names
        do throws(IndexingError) {
            let path = folder.rows(segment: number)
            let summary = try SealedRows.write(
                snapshot.view, to: path, names: { snapshot.table.names($0) }, tagName: { tagNames[Int($0)] },
                isCancelled: isCancelled)
            let rows = try SealedRows(path: path, layouts: snapshot.view.layouts, isCancelled: isCancelled)
            var segment = SegmentRecord(
                number: number, rowCount: UInt64(rows.count), versionMax: snapshot.sequence, rowsHash: rows.hash)
            var codes = [SealedCodes?](repeating: nil, count: works.count)
            for place in works.indices {
                guard let codebook = works[place].codebook else { continue }
                let start = MonotonicTime.now
                let field = works[place].field
                let stage = "encoding field \(works[place].name)"
                progress.begin(stage)
                let codesPath = folder.codes(segment: number, field: UInt32(field))
                let hash = try SealedCodes.write(
                    rows: rows, field: field, codebook: codebook, hasByteRows: works[place].rerank == .sq8,
                    to: codesPath, kernels: context.kernels, team: team,
                    progress: { [progress] in progress.advance(stage, done: $0, total: rows.count) },
                    isCancelled: isCancelled)
                codes[field] = try SealedCodes(
                    path: codesPath, rows: rows, field: field, codebook: codebook, isCancelled: isCancelled)
                segment.codes.append(
                    CodesRecord(field: UInt32(field), codebookHash: codebook.hash, fileHash: hash))
                works[place].microseconds += MonotonicTime.now.microseconds(since: start)
            }
            let sealed = SealedIndex(
                segment: segment, rows: rows, codes: codes, codebooks: works.map(\.codebook),
                damages: works.map { _ in nil })
            return (sealed, summary.ordinals)
        } catch {
            throw Self.failure(of: error)
        }
    }

    static func failure(of error: IndexingError) -> CallFailure {
        switch error {
        case .cancelled: TrainingJob.interrupted
        case .file(.refused(let path, let errorNumber)): SegmentFolder.refused(path, errorNumber)
        case .segmentFull(let rowCountMax):
            CallFailure(
                .resourceExhausted, "segment_full", "the gallery holds more items than a file can",
                limit: Int64(rowCountMax))
        default: CallFailure(.dataLoss, "damaged_file", "a file that was just written cannot be read: \(error)")
        }
    }

    private static func failure(of error: QuantizationError) -> CallFailure {
        switch error {
        case .cancelled: TrainingJob.interrupted
        case .unsuitable(let what):
            CallFailure(.invalidArgument, "unsuitable", "the field cannot be trained like this: \(what)", field: what)
        default: CallFailure(.internal, "training_failed", "the codebook could not be made: \(error)")
        }
    }
}
