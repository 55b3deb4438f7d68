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
    /// For a spill, else empty: directions of first residuals, later second residuals, `[rowCount, paddedDimension]`.
    let directions: UnsafeMutableBufferPointer<Float>
    /// For a spill, else empty: products of vectors and their directions, and values of second lists, `[rowCount]`.
    let offsets, spillLeast, spillSecond: UnsafeMutableBufferPointer<Float>
    /// `[rowCount, partCount]`.
    let codes: UnsafeMutableBufferPointer<UInt8>

    init(_ codebook: Codebook, rowCount: Int) {
        width = codebook.paddedDimension
        let vectorCount = max(width, codebook.dimension)
        let spillCount = codebook.isSpilled ? rowCount : 0
        let counts = [
            rowCount * width, vectorCount, rowCount, rowCount, spillCount * width, spillCount, spillCount, spillCount,
            (rowCount * codebook.partCount + 3) / 4,
        ]
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
        unsafe directions = floats(4)
        unsafe self.offsets = floats(5)
        unsafe spillLeast = floats(6)
        unsafe spillSecond = floats(7)
        let bytes = unsafe (start + offsets[8] * 4).assumingMemoryBound(to: UInt8.self)
        unsafe codes = UnsafeMutableBufferPointer(start: bytes, count: rowCount * codebook.partCount)
    }

    func row(_ row: Int) -> UnsafeMutableBufferPointer<Float> {
        unsafe UnsafeMutableBufferPointer(rebasing: rows[(row * width)..<((row + 1) * width)])
    }

    func direction(_ row: Int) -> UnsafeMutableBufferPointer<Float> {
        unsafe UnsafeMutableBufferPointer(rebasing: directions[(row * width)..<((row + 1) * width)])
    }
}
