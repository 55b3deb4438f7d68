internal import Indexing
internal import Quantization
internal import Vocabulary

/// The sealed files of a gallery, mapped and verified.
final class SealedIndex: Sendable {
    let segment: SegmentRecord
    let rows: SealedRows
    /// By field; nil where the field is exact.
    let codes: [SealedCodes?]
    /// By field; nil where the field is exact. One may be whole although its codes are not.
    let codebooks: [Codebook?]
    /// By field: what is wrong with files that should be there.
    let damages: [CallFailure?]

    init(
        segment: SegmentRecord, rows: SealedRows, codes: [SealedCodes?], codebooks: [Codebook?],
        damages: [CallFailure?]
    ) {
        self.segment = segment
        self.rows = rows
        self.codes = codes
        self.codebooks = codebooks
        self.damages = damages
    }

    /// Opens the files that `segment` lists. Files of codes and codebooks that are damaged, missing or not those that
    /// are listed leave their fields exact.
    ///
    /// - Throws: `DATA_LOSS` when the file of rows is not the one that is listed, and whole; `CANCELLED`.
    convenience init(
        _ segment: SegmentRecord, in folder: SegmentFolder, spec: GallerySpec, isCancelled: () -> Bool = { false }
    ) throws(CallFailure) {
        let layouts = spec.fields.map(\.layout)
        let rows: SealedRows
        do throws(IndexingError) {
            rows = try SealedRows(
                path: folder.rows(segment: segment.number), layouts: layouts, isCancelled: isCancelled)
        } catch {
            if error == .cancelled { throw CallFailure(.cancelled, "cancelled", "opening was stopped") }
            throw Self.damage("the items of gallery \(spec.name)", "\(error)")
        }
        guard rows.hash == segment.rowsHash, rows.count == Int(clamping: segment.rowCount),
            rows.versionMax <= segment.versionMax
        else { throw Self.damage("the items of gallery \(spec.name)", "\(rows.path) is another file") }
        var codes = [SealedCodes?](repeating: nil, count: layouts.count)
        var codebooks = [Codebook?](repeating: nil, count: layouts.count)
        var damages = [CallFailure?](repeating: nil, count: layouts.count)
        for record in segment.codes where Int(record.field) < layouts.count {
            let field = Int(record.field)
            do {
                let codebook = try CodebookFile.open(folder.codebook(hash: record.codebookHash))
                guard codebook.hash == record.codebookHash,
                    FieldLayout(dimension: codebook.dimension, metric: codebook.metric) == layouts[field]
                else { throw SealedFileDamage(text: "the codebook is another one") }
                codebooks[field] = codebook
                let found = try SealedCodes(
                    path: folder.codes(segment: segment.number, field: record.field), rows: rows, field: field,
                    codebook: codebook, isCancelled: isCancelled)
                guard found.hash == record.fileHash else { throw SealedFileDamage(text: "the codes are others") }
                codes[field] = found
            } catch {
                if isCancelled() { throw CallFailure(.cancelled, "cancelled", "opening was stopped") }
                let text = (error as? SealedFileDamage)?.text ?? "\(error)"
                damages[field] = Self.damage(
                    "the codes of field \(spec.fields[field].name) of gallery \(spec.name)", text)
            }
        }
        self.init(segment: segment, rows: rows, codes: codes, codebooks: codebooks, damages: damages)
    }

    private static func damage(_ what: String, _ text: String) -> CallFailure {
        CallFailure(.dataLoss, "damaged_file", "\(what) cannot be used: \(text)")
    }

    /// Bytes of all its files, about.
    var fileByteCount: Int {
        codes.indices.reduce(rows.byteCount) { $0 + byteCount(field: $1) }
    }

    /// Bytes of the files of codes and codebooks of a field.
    func byteCount(field: Int) -> Int {
        (codes[field]?.byteCount ?? 0) + (unsafe codebooks[field]?.bytes.count ?? 0)
    }

    /// Bytes of memory that searches by codes of a field want: those files, and the centroids once more.
    func memoryByteCount(field: Int) -> Int {
        byteCount(field: field) + (codebooks[field]?.listByteCount ?? 0)
    }
}
