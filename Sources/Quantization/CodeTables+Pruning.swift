// Byte tables: upper bounds of the float tables.
//
// A byte u of row j stands for at most high_j - levels · step + step · u, where high_j is the row's largest entry. So a
// score is at most base + step · sum + constant + slack, base being the sum of high_j - levels · step, and slack what
// rounding may add to the sum of floats. All of it in double precision, each byte checked, so that nothing is lost.
// Idea: André, Kermarrec, Le Scouarnec, PVLDB 9(4), 2015.
//
// The bytes themselves are computed in single precision and never too small: the distance of an entry from the highest
// is divided by the step, off by less than 255 · 4 · 2⁻²⁴ levels, and rounded down after `levelMargin` is taken off.
extension CodeTables {
    /// Far more than what rounding moves a level by.
    private static let levelMargin: Float = 0.0005

    /// Fills the byte tables from the float tables.
    mutating func bound() {
        let (floats, bytes) = unsafe (mutableFloats.baseAddress!, mutableBytes.baseAddress!)
        let levels = min(255, 65_535 / scannedRowCount)
        unsafe withUnsafeTemporaryAllocation(of: Float.self, capacity: scannedRowCount) { highs in
            var widest = 0.0
            magnitude = 0
            for row in 0..<rowCount {
                let (low, high) = unsafe Self.extremes(floats + row * 256)
                magnitude += max(abs(Double(low)), abs(Double(high)))
                guard row < scannedRowCount else { continue }
                widest = max(widest, Double(high) - Double(low))
                unsafe highs[row] = high
            }
            step = widest / Double(levels)
            // Too small to divide by in single precision, or overflowed: the highest entries alone are the bound.
            if !(step.isFinite && step > 1e-30) { step = 0 }
            base = 0
            levelSumMax = 0
            for row in 0..<scannedRowCount {
                let high = unsafe highs[row]
                base += Double(high) - Double(levels) * step
                unsafe Self.fill(bytes + row * 256, from: floats + row * 256, high: high, step: step, levels: levels)
            }
            if step > 0 { levelSumMax = levels * scannedRowCount }
        }
    }

    /// byte = levels - ⌊(high - entry) / step⌋, not below 0: the least level whose bound is not below the entry, or the
    /// next one.
    private static func fill(
        _ bytes: UnsafeMutablePointer<UInt8>, from table: UnsafePointer<Float>, high: Float, step: Double, levels: Int
    ) {
        guard step > 0 else {
            unsafe bytes.update(repeating: 0, count: 256)
            return
        }
        let perStep = Float(1 / step)
        let limit = Float(levels)
        // A float this large has no room for fractions: adding it rounds to nearest, and its low bits are the number.
        let rounder: Float = 0x1p23
        let top = UInt32(levels)
        for code in 0..<256 {
            var down = unsafe (high - table[code]) * perStep
            down = down < limit ? down : limit
            down -= 0.5 + levelMargin
            down = down > 0 ? down : 0
            unsafe bytes[code] = UInt8(truncatingIfNeeded: top &- ((down + rounder).bitPattern & 511))
        }
    }

    /// The least and the largest entry; infinite when one of them is not finite.
    private static func extremes(_ table: UnsafePointer<Float>) -> (low: Float, high: Float) {
        // Bits of floats are in order as integers once those of negative ones are turned around.
        var low = Int32.max
        var high = Int32.min
        for code in 0..<256 {
            let bits = unsafe Int32(bitPattern: table[code].bitPattern)
            let ordered = bits ^ ((bits >> 31) & 0x7fff_ffff)
            low = low < ordered ? low : ordered
            high = high > ordered ? high : ordered
        }
        func float(_ ordered: Int32) -> Float {
            Float(bitPattern: UInt32(bitPattern: ordered ^ ((ordered >> 31) & 0x7fff_ffff)))
        }
        guard float(low).isFinite, float(high).isFinite else { return (-.infinity, .infinity) }
        return (float(low), float(high))
    }

    /// The least sum of bytes with which a code of a list may score `bar` or more; nil when no code of it can, 0 when
    /// all of them may.
    ///
    /// - Parameter constant: the list's, as `Codebook.constant` gives it.
    public func threshold(bar: Float, constant: Float) -> UInt16? {
        // A float sum of n numbers is off by less than n · 2⁻²⁴ of the sum of their magnitudes (Higham, section 4.2).
        let total = magnitude + Double(abs(constant))
        // What could overflow is not bounded.
        guard total < 1e38 else { return 0 }
        let slack = total * (Double(rowCount + 4) * 0x1p-24 * 1.01 + 1e-12 * Double(rowCount + 4))
        let missing = Double(bar) - Double(constant) - slack - base
        guard missing > 0 else { return 0 }
        guard step > 0 else { return nil }
        // Rounded down by more than the quotient can be off.
        let needed = (missing / step * (1 - 1e-12) - 1e-9).rounded(.up)
        guard needed <= Double(levelSumMax) else { return nil }
        return needed > 0 ? UInt16(needed) : 0
    }
}
