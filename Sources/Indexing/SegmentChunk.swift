internal import Ground
internal import Kernels

/// Rows of a segment that never move once written: vectors, records and lists.
///
/// Memory is mapped, so that fields and rows which are never written take none.
@safe final class SegmentChunk: @unchecked Sendable {
    // Unchecked: the one writer fills rows that no view counts yet; readers touch rows of their view only. The lock
    // through which a view reaches its readers orders the two.
    static let rowCount = 4_096

    private let strides: [Int]
    private let vectors: [AlignedMemory]
    private let recordMemory: AlignedMemory
    private var arena = ChunkArena()

    init(layouts: [FieldLayout]) {
        strides = layouts.map(\.stride)
        vectors = layouts.map {
            AlignedMemory(byteCount: Self.rowCount * $0.stride * MemoryLayout<UInt16>.stride)
        }
        recordMemory = AlignedMemory(byteCount: Self.rowCount * MemoryLayout<RowRecord>.stride)
        unsafe recordMemory.bytes.bindMemory(to: RowRecord.self)
    }

    /// All rows of a field, the ones not yet written too.
    func rows(field: Int) -> UnsafeBufferPointer<UInt16> {
        unsafe UnsafeBufferPointer(vectors[field].bytes.assumingMemoryBound(to: UInt16.self))
    }

    /// One row of a field, padding included.
    func row(_ row: Int, field: Int) -> UnsafeBufferPointer<UInt16> {
        let stride = strides[field]
        return unsafe UnsafeBufferPointer(rebasing: rows(field: field)[(row * stride)..<((row + 1) * stride)])
    }

    /// The records of all rows, the ones not yet written too.
    var records: UnsafeMutableBufferPointer<RowRecord> {
        unsafe recordMemory.bytes.assumingMemoryBound(to: RowRecord.self)
    }

    /// Fills `row`, which no view counts yet.
    ///
    /// - Parameter tags: sorted, without duplicates.
    func write(row: Int, idHash: UInt64, vectors: [[UInt16]?], tags: [UInt32], similar: [UInt64]) {
        var fields: UInt16 = 0
        for (field, vector) in vectors.enumerated() {
            guard let vector else { continue }
            fields |= 1 << UInt16(field)
            let memory = unsafe self.vectors[field].bytes.assumingMemoryBound(to: UInt16.self)
            let place = unsafe UnsafeMutableBufferPointer(rebasing: memory[(row * strides[field])...])
            _ = unsafe place.update(fromContentsOf: vector)
        }
        let record = unsafe RowRecord(
            idHash: idHash, tags: arena.copy(tags), similar: arena.copy(similar), fields: fields)
        unsafe records[row] = record
    }
}
