internal import Kernels

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
    static let levelMargin: Float = 0.0005

    /// Fills the byte tables from the float tables: those of bytes, or those of their halves.
    mutating func bound(kernels: KernelSet) {
        let (rowCount, scannedRowCount) =
            isHalved ? (2 * rowCount, 2 * scannedRowCount) : (rowCount, scannedRowCount)
        let levels = min(255, 65_535 / scannedRowCount)
        unsafe withUnsafeTemporaryAllocation(of: Float.self, capacity: 2 * rowCount) { extremes in
            let lows = unsafe UnsafeMutableBufferPointer(rebasing: extremes[..<rowCount])
            let highs = unsafe UnsafeMutableBufferPointer(rebasing: extremes[rowCount...])
            if isHalved {
                unsafe halfExtremes(lows: lows, highs: highs)
            } else {
                unsafe kernels.tableExtremes(floats, lows: lows, highs: highs)
            }
            var widest = 0.0
            magnitude = 0
            for row in 0..<rowCount {
                let (low, high) = unsafe (lows[row], highs[row])
                // What is not finite is not bounded.
                guard low.isFinite && high.isFinite else {
                    magnitude = .infinity
                    widest = .infinity
                    break
                }
                magnitude += max(abs(Double(low)), abs(Double(high)))
                if row < scannedRowCount { widest = max(widest, Double(high) - Double(low)) }
            }
            step = widest / Double(levels)
            // Too small to divide by in single precision, or overflowed: the highest entries alone are the bound.
            if !(step.isFinite && step > 1e-30) { step = 0 }
            base = 0
            for row in 0..<scannedRowCount { unsafe base += Double(highs[row]) - Double(levels) * step }
            levelSumMax = step > 0 ? levels * scannedRowCount : 0
            unsafe fill(UnsafeBufferPointer(rebasing: highs[..<scannedRowCount]), levels: levels, kernels: kernels)
        }
    }

    /// byte = levels - ⌊(high - entry) / step⌋, not below 0: the least level whose bound is not below the entry, or the
    /// next one.
    private mutating func fill(_ highs: UnsafeBufferPointer<Float>, levels: Int, kernels: KernelSet) {
        guard step > 0 else {
            unsafe mutableBytes.update(repeating: 0)
            return
        }
        guard !isHalved else { return unsafe boundHalves(highs: highs, levels: levels) }
        unsafe kernels.boundTables(
            floats, highs: highs, perStep: Float(1 / step), levels: levels, margin: Self.levelMargin,
            into: mutableBytes)
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
        let termCount = Double((isHalved ? 2 * rowCount : rowCount) + 4)
        let slack = total * (termCount * 0x1p-24 * 1.01 + 1e-12 * termCount)
        let missing = Double(bar) - Double(constant) - slack - base
        guard missing > 0 else { return 0 }
        guard step > 0 else { return nil }
        // Rounded down by more than the quotient can be off.
        let needed = (missing / step * (1 - 1e-12) - 1e-9).rounded(.up)
        guard needed <= Double(levelSumMax) else { return nil }
        return needed > 0 ? UInt16(needed) : 0
    }
}
