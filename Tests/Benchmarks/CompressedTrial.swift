import Ground
import Indexing
import Kernels
import Quantization
import TrialGround
import Vocabulary

/// A trained, sealed segment of one field, in files of its own.
final class CompressedTrial {
    let layout: FieldLayout
    let codebook: Codebook
    private let kernels: KernelSet
    private let view: SegmentView
    private let directory = TemporaryDirectory()
    /// Bytes of codes, ordinals, lists and codebook.
    let bytesPerVector: Double
    /// What was made, and what it takes.
    let summary: String

    /// - Parameter codeBits: of a part, 8 or 4.
    /// - Parameter hasByteRows: true to compare candidates by rows of bytes.
    init(
        _ base: HalfMatrix, listCount: Int, partCount: Int, codeBits: Int = 8, spillWeight: Float = 0,
        hasByteRows: Bool = false, kernels: KernelSet
    ) throws {
        self.kernels = kernels
        layout = FieldLayout(dimension: base.dimension, metric: .cosine)
        let team = WorkTeam(name: "trial", threadCount: 2)
        var clock = MonotonicTime.now
        func lap() -> String {
            defer { clock = .now }
            return column(Double(MonotonicTime.now.microseconds(since: clock)) / 1e6, 2, width: 0) + " s"
        }
        let plan = TrainingPlan(
            listCount: listCount, partCount: partCount, codeBits: codeBits, spillWeight: spillWeight)
        codebook = try base.halves.withUnsafeBufferPointer { sample in
            try Trainer.train(
                plan, dimension: base.dimension, metric: .cosine, sample: sample, stride: base.dimension,
                sampleCount: base.rowCount, team: team, kernels: kernels)
        }
        let trained = lap()
        let growing = GrowingSegment(layouts: [layout], kernels: kernels)
        for row in 0..<base.rowCount {
            _ = try growing.append(idHash: UInt64(row), vectors: [base[row]])
        }
        let rowsPath = directory.appending("rows"), codesPath = directory.appending("codes")
        _ = try SealedRows.write(
            growing.publish(), to: rowsPath, names: { $0.map { (String($0), UInt64($0) + 1) } }, tagName: { String($0) }
        )
        let rows = try SealedRows(path: rowsPath, layouts: [layout])
        _ = lap()
        _ = try SealedCodes.write(
            rows: rows, field: 0, codebook: codebook, hasByteRows: hasByteRows, to: codesPath, kernels: kernels,
            team: team)
        let encoded = lap()
        let codes = try SealedCodes(path: codesPath, rows: rows, field: 0, codebook: codebook)
        let perVector = Double(codes.byteCount) / Double(base.rowCount)
        bytesPerVector = perVector + Double(codebook.bytes.count) / Double(base.rowCount)
        summary =
            "nlist \(listCount), m \(partCount) of \(codeBits) bits, spill \(spillWeight), "
            + "candidates by \(hasByteRows ? "sq8" : "f16"), trained in \(trained), encoded in \(encoded), "
            + "\(column(perVector, 2, width: 0)) bytes a vector in the file of codes, "
            + "\(column(perVector / Double(codebook.rowCount + 4), 3, width: 0)) x (m + 4)"
        view = GrowingSegment(
            layouts: [layout], kernels: kernels, sealed: rows, codes: [codes], codebooks: [codebook]
        ).publish()
    }

    /// The items nearest to `query` by exact similarity among the candidates by code, best first, and the number of
    /// codes that were scanned.
    func search(
        _ query: PreparedQuery, nprobe: Int, candidateCount: Int, scratch: inout SearchScratch
    ) throws -> (nearest: [UInt32], plannedCount: Int) {
        let lists = codebook.lists(nearestTo: query.vector, count: nprobe, kernels: kernels)
        let answer = try view.nearest(field: 0, query: query, lists: lists, count: candidateCount, scratch: &scratch)
        let ordinals = answer.neighbors.map(\.ordinal).sorted()
        let similarities = view.similarities(
            field: 0, query: view.reranking(query, field: 0), ordinals: ordinals, scratch: &scratch)
        let ranked = zip(ordinals, similarities).sorted { $0.1! > $1.1! }
        return (ranked.map(\.0), answer.plannedCount)
    }
}
