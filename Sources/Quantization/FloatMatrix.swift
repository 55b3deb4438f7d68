internal import Ground

/// Rows of floats that threads share. Who writes which rows when is the promise of those who do.
struct FloatMatrix: Sendable {
    private let memory: AlignedMemory
    let rowCount: Int
    let width: Int

    /// Zeros.
    init(rowCount: Int, width: Int) {
        self.rowCount = rowCount
        self.width = width
        memory = AlignedMemory(byteCount: rowCount * width * 4)
    }

    var start: UnsafeMutablePointer<Float> {
        unsafe memory.bytes.baseAddress!.assumingMemoryBound(to: Float.self)
    }

    func row(_ row: Int) -> UnsafeMutableBufferPointer<Float> {
        assert(row < rowCount)
        return unsafe UnsafeMutableBufferPointer(start: start + row * width, count: width)
    }

    func rows(_ range: Range<Int>) -> UnsafeBufferPointer<Float> {
        assert(range.upperBound <= rowCount)
        return unsafe UnsafeBufferPointer(start: start + range.lowerBound * width, count: range.count * width)
    }
}
