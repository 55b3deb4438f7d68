internal import Ground

/// Memory for encoding up to `rowCountMax` vectors at once.
@safe struct EncodingScratch {
    static let rowCountMax = 288

    private let memory: AlignedMemory
    private let width: Int
    /// Transformed vectors, later their residuals: `[rowCount, paddedDimension]`.
    let rows: UnsafeMutableBufferPointer<Float>
    /// One vector, before or after its transform.
    let vector: UnsafeMutableBufferPointer<Float>
    /// `[rowCount]` each.
    let least, second: UnsafeMutableBufferPointer<Float>
    /// `[rowCount, partCount]`.
    let codes: UnsafeMutableBufferPointer<UInt8>

    init(_ codebook: Codebook, rowCount: Int) {
        width = codebook.paddedDimension
        let vectorCount = max(width, codebook.dimension)
        let counts = [rowCount * width, vectorCount, rowCount, rowCount, (rowCount * codebook.partCount + 3) / 4]
        var offsets = [0]
        for count in counts { offsets.append(offsets[offsets.count - 1] + (count + 15) / 16 * 16) }
        let memory = AlignedMemory(byteCount: offsets[counts.count] * 4)
        let start = unsafe memory.bytes.baseAddress!
        func floats(_ number: Int) -> UnsafeMutableBufferPointer<Float> {
            let place = unsafe start + offsets[number] * 4
            return unsafe UnsafeMutableBufferPointer(
                start: place.assumingMemoryBound(to: Float.self), count: counts[number])
        }
        self.memory = memory
        unsafe rows = floats(0)
        unsafe vector = floats(1)
        unsafe least = floats(2)
        unsafe second = floats(3)
        let bytes = unsafe (start + offsets[4] * 4).assumingMemoryBound(to: UInt8.self)
        unsafe codes = UnsafeMutableBufferPointer(start: bytes, count: rowCount * codebook.partCount)
    }

    func row(_ row: Int) -> UnsafeMutableBufferPointer<Float> {
        unsafe UnsafeMutableBufferPointer(rebasing: rows[(row * width)..<((row + 1) * width)])
    }
}
