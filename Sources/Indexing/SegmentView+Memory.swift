internal import Kernels
internal import Quantization

// Bytes of memory. Files are mapped and count as no memory here.
extension SegmentView {
    /// What the rows in memory take in a field: each has room for its vector, its codes and its row of bytes, be they
    /// there or not.
    public func growingByteCount(field: Int) -> Int {
        let layout = layouts[field]
        var byteCount = layout.stride * MemoryLayout<UInt16>.stride
        if let codebook = base.codebooks[field] {
            byteCount += GrowingCodes.byteCountPerRow(codebook)
            if hasByteRows(field: field) {
                byteCount +=
                    ByteRow.stride(dimension: layout.dimension)
                    + ByteCoder.factCount(layout) * MemoryLayout<Float>.stride
            }
        }
        return (count - growingStart) * byteCount
    }

    /// What is of no field: hashes, tags, attributes and similar ids of the rows in memory, deletions, and the bitmaps
    /// of sealed rows.
    public var commonByteCount: Int {
        let rows = (count - growingStart) * GrowingRows.commonByteCountPerRow
        let states = chunks.reduce(0) { $0 + ($1.postings?.byteCount ?? 0) + $1.dead.count * 8 }
        return rows + states + listByteCount + table.byteCount + (base.sealed?.memoryByteCount ?? 0)
    }
}
