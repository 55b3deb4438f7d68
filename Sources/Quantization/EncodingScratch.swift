internal import Ground

/// Memory for encoding up to `rowCountMax` vectors at once.
struct EncodingScratch {
    static let rowCountMax = 256

    private let memory: AlignedMemory
    /// Transformed vectors, later their residuals: `[rowCount, paddedDimension]`.
    let rows: UnsafeMutableBufferPointer<Float>
    /// One vector before its transform.
    let widened: UnsafeMutableBufferPointer<Float>
    /// `[rowCount, partCount]`.
    let codes: UnsafeMutableBufferPointer<UInt8>
    private let vector: UnsafeMutableBufferPointer<Float>

    init(_ codebook: Codebook, rowCount: Int) {
        let width = codebook.paddedDimension
        let vectorCount = (max(width, codebook.dimension) + 15) / 16 * 16
        let rowFloatCount = (rowCount * width + 15) / 16 * 16
        let memory = AlignedMemory(byteCount: (rowFloatCount + vectorCount) * 4 + rowCount * codebook.partCount)
        let start = unsafe memory.bytes.baseAddress!
        let floats = unsafe start.assumingMemoryBound(to: Float.self)
        self.memory = memory
        unsafe rows = UnsafeMutableBufferPointer(start: floats, count: rowCount * width)
        unsafe vector = UnsafeMutableBufferPointer(start: floats + rowFloatCount, count: vectorCount)
        unsafe widened = UnsafeMutableBufferPointer(start: floats + rowFloatCount, count: codebook.dimension)
        let bytes = unsafe (start + (rowFloatCount + vectorCount) * 4).assumingMemoryBound(to: UInt8.self)
        unsafe codes = UnsafeMutableBufferPointer(start: bytes, count: rowCount * codebook.partCount)
    }

    /// The memory of `widened`, as one transformed vector of `count` components.
    func widened(count: Int) -> UnsafeMutableBufferPointer<Float> {
        unsafe UnsafeMutableBufferPointer(rebasing: vector[..<count])
    }
}
