/// What a search by codes is reckoned to take on one core, from what it touches: for comparing ways to search, not for
/// telling times.
///
/// Always the same, unlike a clock: so a training chooses the same point every time, on every machine. The figures are
/// those of a core of 2024 with more vectors than its caches hold.
struct SearchCost {
    /// Bytes of a code.
    let codeByteCount: Int
    /// Bytes of a vector that is compared exactly.
    let rowByteCount: Int

    private static let microsecondsPerCodeByte = 0.000_035
    private static let microsecondsPerRowByte = 0.000_25
    /// A row that is not in any cache.
    private static let microsecondsPerRow = 0.06
    /// A list to begin with.
    private static let microsecondsPerList = 0.06

    func microseconds(listCount: Double, codeCount: Double, candidateCount: Int) -> Double {
        let row = Self.microsecondsPerRow + Double(rowByteCount) * Self.microsecondsPerRowByte
        return listCount * Self.microsecondsPerList + Double(candidateCount) * row
            + codeCount * Double(codeByteCount) * Self.microsecondsPerCodeByte
    }
}
