/// Small loops over floats that several files need.
enum FloatRows {
    /// True when no float is infinite or a NaN.
    static func areFinite(_ floats: UnsafeBufferPointer<Float>) -> Bool {
        var worst: UInt32 = 0
        for index in floats.indices {
            worst = max(worst, unsafe floats[index].bitPattern & 0x7fff_ffff)
        }
        return worst < 0x7f80_0000
    }

    /// Adds each component of `row` to its sum.
    @inline(__always)
    static func add(_ row: UnsafeMutableBufferPointer<Float>, to sums: UnsafeMutableBufferPointer<Double>) {
        let count = row.count
        let (source, target) = (row.baseAddress!, sums.baseAddress!)
        for index in 0..<count { unsafe target[index] += Double(source[index]) }
    }
}
