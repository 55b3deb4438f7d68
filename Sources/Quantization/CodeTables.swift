internal import Ground

/// What one query needs to score codes: a float table a row of the code, their upper bounds in bytes, and the
/// transformed query itself. Reusable memory, filled by `Codebook.tables`.
///
/// The score of a code is ((T_0[c_0] + T_1[c_1]) + ...) + T_last[c_last]) + the constant of its list, in floats. The
/// byte tables bound it from above: a code whose sum of bytes is below `threshold` cannot reach the bar.
public struct CodeTables: ~Copyable, Sendable {
    private var memory = AlignedMemory(byteCount: 0)
    private(set) var vectorCount = 0

    /// Bytes of a code.
    public internal(set) var rowCount = 0
    /// Rows that have a byte table.
    public internal(set) var scannedRowCount = 0
    /// True for codes of four bits: a row's table is made of two of 16 entries, and these are bounded.
    public private(set) var isHalved = false
    /// What one level of a byte stands for.
    public internal(set) var step = 0.0
    /// The bound of a code whose bytes are all 0, without constant and slack.
    public internal(set) var base = 0.0
    /// The largest sum of bytes that a code can have.
    public internal(set) var levelSumMax = 0
    /// The sum of the largest magnitudes of all float tables, which bounds the rounding of a score.
    var magnitude = 0.0
    /// The squared length of the transformed query; L2 only.
    var squaredNorm: Float = 0

    /// No memory, until it is filled.
    public init() {}

    mutating func reserve(vectorCount: Int, rowCount: Int, scannedRowCount: Int, isHalved: Bool = false) {
        self.isHalved = isHalved
        self.vectorCount = vectorCount
        self.rowCount = rowCount
        self.scannedRowCount = scannedRowCount
        let byteCount = bytesOffset + scannedRowCount * boundWidth
        if unsafe memory.bytes.count < byteCount { memory = AlignedMemory(byteCount: byteCount) }
    }

    private var floatsOffset: Int { (vectorCount * 8 + 63) / 64 * 64 }
    private var nibblesOffset: Int { floatsOffset + rowCount * 1_024 }
    private var bytesOffset: Int { nibblesOffset + mutableNibbleCount * 4 }
    private var mutableNibbleCount: Int { isHalved ? rowCount * 32 : 0 }

    /// Bounds of a row: 256, or 16 of its low and 16 of its high halves.
    public var boundWidth: Int { isHalved ? 32 : 256 }

    /// The transformed query, padded: `[paddedDimension]`. Valid while these tables live and are not filled again.
    public var vector: UnsafeBufferPointer<Float> { unsafe UnsafeBufferPointer(mutableVector) }
    /// Shape `[rowCount, 256]`, on a 64-byte boundary. Valid while these tables live and are not filled again.
    public var floats: UnsafeBufferPointer<Float> { unsafe UnsafeBufferPointer(mutableFloats) }
    /// Shape `[scannedRowCount, boundWidth]`, on a 64-byte boundary. Valid while these tables live and are not filled
    /// again.
    public var bytes: UnsafeBufferPointer<UInt8> { unsafe UnsafeBufferPointer(mutableBytes) }

    var mutableVector: UnsafeMutableBufferPointer<Float> { unsafe floats(at: 0, count: vectorCount) }
    /// As long as the vector.
    var scratch: UnsafeMutableBufferPointer<Float> { unsafe floats(at: vectorCount * 4, count: vectorCount) }
    var mutableFloats: UnsafeMutableBufferPointer<Float> { unsafe floats(at: floatsOffset, count: rowCount * 256) }
    var mutableBytes: UnsafeMutableBufferPointer<UInt8> {
        let start = unsafe memory.bytes.baseAddress! + bytesOffset
        return unsafe UnsafeMutableBufferPointer(
            start: start.assumingMemoryBound(to: UInt8.self), count: scannedRowCount * boundWidth)
    }
    /// Shape `[rowCount, 2, 16]`; empty unless rows are halved.
    var mutableNibbles: UnsafeMutableBufferPointer<Float> {
        unsafe floats(at: nibblesOffset, count: mutableNibbleCount)
    }

    private func floats(at offset: Int, count: Int) -> UnsafeMutableBufferPointer<Float> {
        let start = unsafe memory.bytes.baseAddress! + offset
        return unsafe UnsafeMutableBufferPointer(start: start.assumingMemoryBound(to: Float.self), count: count)
    }
}
