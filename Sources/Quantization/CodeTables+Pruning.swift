// Byte tables: upper bounds of the float tables.
//
// A byte u of row j stands for at most high_j - levels · step + step · u, where high_j is the row's largest entry. So a
// score is at most base + step · sum + constant + slack, base being the sum of high_j - levels · step, and slack what
// rounding may add to the sum of floats. All of it in double precision, each byte checked, so that nothing is lost.
// Idea: André, Kermarrec, Le Scouarnec, PVLDB 9(4), 2015.
extension CodeTables {
    /// Fills the byte tables from the float tables.
    mutating func bound() {
        let floats = unsafe mutableFloats
        let bytes = unsafe mutableBytes
        let levels = min(255, 65_535 / scannedRowCount)
        var widest = 0.0
        magnitude = 0
        for row in 0..<rowCount {
            let (low, high) = unsafe Self.extremes(floats.baseAddress! + row * 256)
            magnitude += max(abs(low), abs(high))
            if row < scannedRowCount { widest = max(widest, high - low) }
        }
        step = widest / Double(levels)
        // What overflowed is not bounded: every code survives.
        if unsafe !FloatRows.areFinite(UnsafeBufferPointer(floats)) {
            magnitude = .infinity
            step = 0
        }
        if !(step.isFinite && step >= Double.leastNormalMagnitude * 1e16) { step = 0 }
        base = 0
        levelSumMax = 0
        for row in 0..<scannedRowCount {
            let table = unsafe floats.baseAddress! + row * 256
            let high = unsafe Self.extremes(table).high
            let origin = high - Double(levels) * step
            base += origin
            var largest = 0
            for code in 0..<256 {
                let level = unsafe Self.level(of: Double(table[code]), origin: origin, step: step, levels: levels)
                unsafe bytes[row * 256 + code] = UInt8(level)
                largest = max(largest, level)
            }
            levelSumMax += largest
        }
    }

    /// The least u of `0...levels` with value <= origin + step · u.
    private static func level(of value: Double, origin: Double, step: Double, levels: Int) -> Int {
        guard step > 0 else { return 0 }
        var level = min(max(((value - origin) / step).rounded(.up), 0), Double(levels))
        // Rounding of the quotient may be one level off; at the top the entry is the origin's own.
        while level < Double(levels), origin + step * level < value { level += 1 }
        return Int(level)
    }

    private static func extremes(_ table: UnsafePointer<Float>) -> (low: Double, high: Double) {
        var low = unsafe table[0]
        var high = low
        for code in 1..<256 {
            low = min(low, unsafe table[code])
            high = max(high, unsafe table[code])
        }
        return (Double(low), Double(high))
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
