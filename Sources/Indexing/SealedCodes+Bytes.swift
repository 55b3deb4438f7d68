internal import Ground
internal import Kernels

// Rows of bytes, by which candidates are compared without a look at their vectors: by ordinal, those of rows without a
// vector zeros.
extension SealedCodes {
    static let byteSection = "byte rows"
    static let byteFactSection = "byte row facts"

    /// Rows that are made at once.
    private static let batchRowCount = 16_384

    /// Nil when the file has none.
    ///
    /// - Throws: `.inconsistent`, `.file`.
    static func byteRows(
        _ file: SectionedFile, _ reader: SectionReader, rowCount: Int, layout: FieldLayout
    ) throws(IndexingError) -> ByteRows? {
        guard file.sectionNames.contains(byteSection) else { return nil }
        let bytes: UnsafeBufferPointer<UInt8> = unsafe try reader.numbers(
            byteSection, count: rowCount * ByteRow.stride(dimension: layout.dimension))
        let factBits: UnsafeBufferPointer<UInt32> = unsafe try reader.numbers(
            byteFactSection, count: rowCount * ByteCoder.factCount(layout))
        return unsafe ByteRows(
            bytes: UnsafeBufferPointer(
                start: UnsafeRawPointer(bytes.baseAddress)?.assumingMemoryBound(to: Int8.self), count: bytes.count),
            facts: UnsafeBufferPointer(
                start: UnsafeRawPointer(factBits.baseAddress)?.assumingMemoryBound(to: Float.self),
                count: factBits.count))
    }

    /// Writes the sections, some rows at a time.
    static func writeByteRows(
        _ rows: SealedRows, field: Int, coder: ByteCoder, to writer: SectionedFileWriter, team: WorkTeam,
        _ isCancelled: () -> Bool
    ) throws(SectionedFileError) {
        let (stride, factCount) = (coder.stride, coder.factCount)
        let factMemory = AlignedMemory(byteCount: rows.count * factCount * MemoryLayout<Float>.stride)
        let facts = unsafe SharedRows(factMemory.bytes.bindMemory(to: Float.self))
        try writer.begin(byteSection, isPageAligned: true)
        for start in Swift.stride(from: 0, to: rows.count, by: batchRowCount) {
            let count = min(batchRowCount, rows.count - start)
            // New memory is zero, and so are the rows that have no vector.
            let memory = AlignedMemory(byteCount: count * stride)
            let bytes = unsafe SharedRows(memory.bytes.bindMemory(to: Int8.self))
            let isDone = team.forEachRange(count: count, grain: 512, stopping: isCancelled) { range in
                for place in range {
                    let row = start + place
                    guard rows.presence(UInt32(row)) >> UInt16(field) & 1 != 0 else { continue }
                    unsafe coder.encode(
                        rows.vectors(field: field, row..<row + 1), row: bytes[place, stride],
                        facts: facts[row, factCount])
                }
            }
            guard isDone else { throw .cancelled }
            unsafe try writer.append(UnsafeRawBufferPointer(memory.bytes))
        }
        try writer.begin(byteFactSection)
        unsafe try writer.append(UnsafeRawBufferPointer(factMemory.bytes))
    }
}

/// Rows that threads fill, each its own.
@safe private struct SharedRows<Element>: @unchecked Sendable {
    // Unchecked: each thread writes the rows of its own ranges; they are read when all threads are done.
    private let elements: UnsafeMutableBufferPointer<Element>

    init(_ elements: UnsafeMutableBufferPointer<Element>) {
        unsafe self.elements = elements
    }

    /// Row `row` of rows of `width` elements.
    subscript(row: Int, width: Int) -> UnsafeMutableBufferPointer<Element> {
        unsafe UnsafeMutableBufferPointer(rebasing: elements[(row * width)..<((row + 1) * width)])
    }
}
