/// Small loops over floats that several files need.
enum FloatRows {
    /// True when no float is infinite or a NaN.
    static func areFinite(_ floats: UnsafeBufferPointer<Float>) -> Bool {
        var worst: UInt32 = 0
        for index in unsafe floats.indices {
            worst = max(worst, unsafe floats[index].bitPattern & 0x7fff_ffff)
        }
        return worst < 0x7f80_0000
    }
}
