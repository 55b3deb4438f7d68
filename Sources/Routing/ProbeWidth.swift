/// How many lists of a field are probed when only some items are allowed.
///
/// Items that are left by chance lie about as the others do: the nearest of a share s of them lie a little further, and
/// s^−⅜ times the usual lists find them as well. What is left is often no matter of chance (a tag, a year), and lies
/// elsewhere than the query: then the lists hold fewer allowed items than chance explains, and more are probed until a
/// number is reached that shrinks slower than the share. Measured on 300,000 sentence embeddings, shares of 50, 25
/// and 10 %, random and by cluster: recall@10 is that of the search without a filter, within 0.015.
public struct ProbeWidth: Equatable, Sendable {
    /// Lists of the codebook.
    public var listCount: Int
    /// Lists probed without a filter.
    public var usualCount: Int
    /// Codes of live items: each that has the field has one, or two where it stands in two lists.
    public var codeCount: Int
    /// Share of all items that is allowed, 0...1.
    public var share: Double

    public init(listCount: Int, usualCount: Int, codeCount: Int, share: Double) {
        self.listCount = listCount
        self.usualCount = usualCount
        self.codeCount = codeCount
        self.share = min(max(share, 0), 1)
    }

    /// Deviations from the mean that chance is allowed.
    private static let deviationCount = 2.0
    /// Share of the wanted number that ends the widening.
    private static let enough = 0.8

    /// The share to the power of ⅜.
    private var rootOfShare: Double {
        let quarter = share.squareRoot().squareRoot()
        return quarter * quarter.squareRoot()
    }

    /// Lists for the first round. Square roots alone are used, which are the same on every machine.
    public var firstCount: Int {
        guard share > 0 else { return min(usualCount, listCount) }
        return min(listCount, Int((Double(usualCount) / rootOfShare).rounded(.up)))
    }

    /// Allowed items that a search wants to have looked at when they lie apart from the query.
    private var wantedCount: Double {
        let usualCodeCount = Double(codeCount) * Double(usualCount) / Double(listCount)
        return min(usualCodeCount * rootOfShare, Double(codeCount) * share)
    }

    /// Lists for the next round; nil when enough allowed items were looked at.
    ///
    /// - Parameter probedCount: lists of the last round, which held `plannedCount` codes, `matchedCount` of them of
    ///   allowed items.
    /// - Parameter wideningCount: how often it was widened before.
    public func nextCount(
        probedCount: Int, plannedCount: UInt64, matchedCount: UInt64, wideningCount: Int
    ) -> Int? {
        guard probedCount < listCount else { return nil }
        let planned = Double(plannedCount), matched = Double(matchedCount)
        let expected = planned * share
        if wideningCount == 0, matched >= expected - Self.deviationCount * expected.squareRoot() { return nil }
        let wanted = wantedCount
        if matched >= (wideningCount == 0 ? wanted : Self.enough * wanted) { return nil }
        // As if the rest of them lay evenly in the other lists.
        let density = max(Double(codeCount) * share - matched, 1) / max(Double(codeCount) - planned, 1)
        let missing = (wanted - matched) / density * Double(listCount) / Double(max(codeCount, 1))
        let more = max(missing.rounded(.up), (Double(probedCount) / 2).rounded(.up), 1)
        return more >= Double(listCount - probedCount) ? listCount : probedCount + Int(more)
    }

    /// Lists for the next round of a search that found too little; nil when all were probed.
    public func nextCountWhenShort(probedCount: Int) -> Int? {
        probedCount < listCount ? min(listCount, 4 * max(probedCount, 1)) : nil
    }
}
