internal import Ground
internal import Kernels
internal import Quantization

/// 4,096 rows of a segment that never move once written: vectors, hashes, lists, codes.
///
/// A growing chunk owns its memory, which is mapped, so that fields and rows which are never written take none. A
/// sealed one stands on a file of rows; its codes lie in files of their own.
@safe final class SegmentChunk: @unchecked Sendable {
    // Unchecked: the one writer fills rows that no view counts yet; readers touch rows of their view only. The lock
    // through which a view reaches its readers orders the two.
    static let rowCount = 4_096

    /// The rows that there is memory for: all, but in the last chunk of a file.
    let heldRowCount: Int
    private let strides: [Int]
    private let vectors: [UnsafeBufferPointer<UInt16>]
    /// The hash of each row's id.
    let idHashes: UnsafeBufferPointer<UInt64>
    /// Bit f is set when the row has a vector in field f.
    let presences: UnsafeBufferPointer<UInt16>
    /// Codes of a growing chunk's rows, by field; nil where the field has no codebook.
    let codes: [GrowingCodes?]
    /// Rows of bytes of a growing chunk, by field; nil where candidates are compared by vectors.
    let byteRows: [GrowingByteRows?]
    private let origin: Origin

    private enum Origin {
        case growing(GrowingRows)
        case sealed(SealedRows, firstRow: Int)
    }

    /// Memory for 4,096 rows to come.
    ///
    /// - Parameter codebooks: by field.
    /// - Parameter coders: by field; nil where there are no rows of bytes.
    init(layouts: [FieldLayout], codebooks: [Codebook?], coders: [ByteCoder?]) {
        let rows = GrowingRows(layouts: layouts)
        heldRowCount = Self.rowCount
        strides = layouts.map(\.stride)
        unsafe vectors = rows.vectors.map { UnsafeBufferPointer($0) }
        unsafe idHashes = UnsafeBufferPointer(rows.idHashes)
        unsafe presences = UnsafeBufferPointer(rows.presences)
        codes = codebooks.map { $0.map { GrowingCodes($0) } }
        byteRows = coders.map { $0.map { GrowingByteRows($0) } }
        origin = .growing(rows)
    }

    /// The rows of a file from `firstRow` on, a multiple of 4,096.
    init(_ sealed: SealedRows, firstRow: Int) {
        heldRowCount = min(Self.rowCount, sealed.count - firstRow)
        let range = firstRow..<firstRow + heldRowCount
        strides = sealed.layouts.map(\.stride)
        unsafe vectors = sealed.layouts.indices.map { unsafe sealed.vectors(field: $0, range) }
        unsafe idHashes = UnsafeBufferPointer(rebasing: sealed.idHashes[range])
        unsafe presences = UnsafeBufferPointer(rebasing: sealed.presences[range])
        codes = sealed.layouts.map { _ in nil }
        byteRows = sealed.layouts.map { _ in nil }
        origin = .sealed(sealed, firstRow: firstRow)
    }

    /// All rows of a field that there is memory for, the ones not yet written too.
    func rows(field: Int) -> UnsafeBufferPointer<UInt16> {
        unsafe vectors[field]
    }

    /// One row of a field, padding included. `row` must be held.
    func row(_ row: Int, field: Int) -> UnsafeBufferPointer<UInt16> {
        let stride = strides[field]
        return unsafe UnsafeBufferPointer(rebasing: vectors[field][(row * stride)..<((row + 1) * stride)])
    }

    /// A bit per field that the row has a vector in; none for a row that is not held.
    func presence(_ row: Int) -> UInt16 {
        row < heldRowCount ? unsafe presences[row] : 0
    }

    /// Ascending, each once.
    func tags(_ row: Int) -> UnsafeBufferPointer<UInt32> {
        switch origin {
        case .growing(let rows): unsafe UnsafeBufferPointer(rows.lists[row].tags)
        case .sealed(let rows, let firstRow): unsafe rows.tags(firstRow + row)
        }
    }

    /// The attributes of a growing chunk's row; sealed ones are known by value only.
    func attributes(_ row: Int) -> UnsafeBufferPointer<AttributeEntry> {
        guard case .growing(let rows) = origin else { preconditionFailure("attributes of a sealed row") }
        return unsafe UnsafeBufferPointer(rows.lists[row].attributes)
    }

    /// The hashes of the ids that the row lists as similar, in the order given.
    func similar(_ row: Int) -> UnsafeBufferPointer<UInt64> {
        switch origin {
        case .growing(let rows): unsafe UnsafeBufferPointer(rows.lists[row].similar)
        case .sealed(let rows, let firstRow): unsafe rows.similar(firstRow + row)
        }
    }

    /// Fills `row` of a growing chunk, which no view counts yet; its codes are written apart.
    ///
    /// - Parameter tags: sorted, without duplicates.
    func write(
        row: Int, idHash: UInt64, vectors: [[UInt16]?], tags: [UInt32], attributes: [AttributeEntry],
        similar: [UInt64]
    ) {
        guard case .growing(let rows) = origin else { preconditionFailure("sealed rows are never written") }
        rows.write(
            row: row, idHash: idHash, vectors: vectors, strides: strides, tags: tags, attributes: attributes,
            similar: similar)
    }
}
