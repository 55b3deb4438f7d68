public import Ground
public import Kernels
public import Quantization

extension SealedCodes {
    /// Encodes all vectors of `rows` in `field` and writes them, list by list, to a new file at `path`; with a spill
    /// each in both of its lists.
    ///
    /// The file is there only once it is whole and on disk. The same rows and codebook give the same bytes, however
    /// many threads there are.
    ///
    /// - Parameter hasByteRows: with rows of bytes, by which candidates are compared instead of their vectors.
    /// - Parameter team: threads that encode.
    /// - Parameter progress: told on the calling thread how many rows of all are done, now and then.
    /// - Parameter isCancelled: asked on the calling thread every 20 ms while encoding and between lists; nothing is
    ///   left behind.
    /// - Returns: the file's hash, 16 bytes.
    /// - Throws: `.file`, `.cancelled`; `.segmentFull` when there are more codes than a file can number.
    /// - Complexity: encoding each vector; memory for all codes and 8 bytes more a row, twice that with a spill.
    public static func write(
        rows: SealedRows, field: Int, codebook: Codebook, hasByteRows: Bool = false, to path: String,
        kernels: KernelSet, team: WorkTeam,
        progress: (Int) -> Void = { _ in }, isCancelled: () -> Bool = { false }
    ) throws(IndexingError) -> [UInt8] {
        precondition(rows.layouts.indices.contains(field), "field \(field)")
        precondition(
            rows.layouts[field] == FieldLayout(dimension: codebook.dimension, metric: codebook.metric),
            "a codebook of another layout")
        let rowCountMax = Int(UInt32.max) / (codebook.isSpilled ? 2 : 1)
        guard rows.count <= rowCountMax else { throw .segmentFull(rowCountMax: rowCountMax) }
        let encoded = EncodedRows(rows: rows, field: field, codebook: codebook, kernels: kernels)
        let isDone = team.forEachRange(
            count: rows.count, grain: EncodedRows.grain,
            stopping: {
                progress(encoded.doneCount)
                return isCancelled()
            }, { range in encoded.encode(range) })
        guard isDone else { throw .cancelled }
        progress(rows.count)
        do throws(SectionedFileError) {
            let writer = try SectionedFileWriter(path: path, kind: kind)
            try write(encoded, to: writer, isCancelled)
            if hasByteRows {
                try writeByteRows(
                    rows, field: field, coder: ByteCoder(codebook, kernels: kernels), to: writer, team: team,
                    isCancelled)
            }
            return try writer.finish()
        } catch {
            throw error == .cancelled ? .cancelled : .file(error)
        }
    }

    private static func write(
        _ encoded: EncodedRows, to writer: SectionedFileWriter, _ isCancelled: () -> Bool
    ) throws(SectionedFileError) {
        let codebook = encoded.codebook
        let (starts, ordinals) = encoded.sortedByList()
        let facts = SealedCodesFacts(rows: encoded.rows, field: encoded.field, codebook: codebook)
        try writer.begin(SealedCodesFacts.rowsSection)
        try writer.append(contentsOf: facts.rowsHash)
        try writer.begin(SealedCodesFacts.codebookSection)
        try writer.append(contentsOf: facts.codebookHash)
        try writer.begin(SealedCodesFacts.section)
        try writer.append(contentsOf: facts.numbers)
        try writer.begin("starts")
        try writer.append(contentsOf: starts)
        var offsets: [UInt64] = [0]
        offsets.reserveCapacity(codebook.listCount + 1)
        for list in 0..<codebook.listCount {
            let count = Int(starts[list + 1] - starts[list])
            offsets.append(offsets[list] + UInt64(byteCount(ofList: count, rowCount: codebook.rowCount)))
        }
        try writer.begin("offsets")
        try writer.append(contentsOf: offsets)
        try writer.begin("ordinals", isPageAligned: true)
        try writer.append(contentsOf: ordinals)
        try writer.begin("codes", isPageAligned: true)
        for list in 0..<codebook.listCount {
            if isCancelled() { throw .cancelled }
            let members = ordinals[Int(starts[list])..<Int(starts[list + 1])]
            try writer.append(contentsOf: encoded.blocks(ofList: list, members))
        }
    }
}
