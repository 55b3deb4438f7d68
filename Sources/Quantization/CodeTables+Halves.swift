// Codes of four bits: bounds of the 16 entries of each half of a byte. They are few, and need no kernels.
extension CodeTables {
    /// Writes the least and the largest entry of each half; infinite ones when an entry is not finite.
    func halfExtremes(lows: UnsafeMutableBufferPointer<Float>, highs: UnsafeMutableBufferPointer<Float>) {
        let nibbles = unsafe mutableNibbles
        for row in lows.indices {
            var (low, high) = unsafe (nibbles[16 * row], nibbles[16 * row])
            var isFinite = true
            for entry in 16 * row..<16 * row + 16 {
                let value = unsafe nibbles[entry]
                low = value < low ? value : low
                high = value > high ? value : high
                isFinite = isFinite && value.isFinite
            }
            unsafe lows[row] = isFinite ? low : -.infinity
            unsafe highs[row] = isFinite ? high : .infinity
        }
    }

    /// Writes to each byte what `KernelSet.boundTables` writes for rows of 256.
    func boundHalves(highs: UnsafeBufferPointer<Float>, levels: Int) {
        let (nibbles, bytes) = unsafe (mutableNibbles, mutableBytes)
        let (perStep, limit, top) = (Float(1 / step), Float(levels), UInt32(levels))
        // A float this large has no room for fractions: adding it rounds to nearest, and its low bits are the number.
        let rounder: Float = 0x1p23
        for row in highs.indices {
            let high = unsafe highs[row]
            for entry in 16 * row..<16 * row + 16 {
                var down = unsafe (high - nibbles[entry]) * perStep
                down = down < limit ? down : limit
                down -= 0.5 + Self.levelMargin
                down = down > 0 ? down : 0
                unsafe bytes[entry] = UInt8(truncatingIfNeeded: top &- ((down + rounder).bitPattern & 511))
            }
        }
    }
}
