public import Vocabulary

extension OperatingPoint {
    /// How far the recall of held-out items and that of the queries given stay below `target` together.
    ///
    /// Each must pass it by the error of its own sample, so that queries that were not measured reach it too. A recall
    /// of one is enough whatever the error.
    public func lack(target: Float) -> Float {
        func lack(_ figure: RecallFigure) -> Float {
            max(min(target + figure.standardError, 1) - figure.recall, 0)
        }
        return (heldOut.map(lack) ?? 0) + (given.map(lack) ?? 0)
    }

    /// The lower recall of both; nil when neither was measured.
    public var recall: Float? { [heldOut, given].compactMap { $0?.recall }.min() }
}

extension [OperatingPoint] {
    /// What a little recall must be worth where the target is out of reach.
    private static var lackTolerance: Float { 0.002 }

    /// The cheapest point that reaches `target`; where none does, the cheapest of those that come nearest to it.
    ///
    /// Points that cost the same are taken in their order. Nil when there are none.
    public func cheapest(reaching target: Float) -> OperatingPoint? {
        var least = Float.infinity
        for place in indices { least = Swift.min(least, self[place].lack(target: target)) }
        let tolerated = least == 0 ? 0 : least + Self.lackTolerance
        var cheapest: Int?
        for place in indices where self[place].lack(target: target) <= tolerated {
            if let known = cheapest, self[known].costMicroseconds <= self[place].costMicroseconds { continue }
            cheapest = place
        }
        return cheapest.map { self[$0] }
    }

    /// Of each level of recall the cheapest point, each once, cheapest first.
    public func thinned() -> [OperatingPoint] {
        var kept: [OperatingPoint] = []
        for level in Limits.recallLevels {
            guard let point = cheapest(reaching: level), !kept.contains(point) else { continue }
            kept.append(point)
        }
        return kept.sorted { $0.costMicroseconds < $1.costMicroseconds }
    }
}

extension FieldIndex {
    /// Makes the cheapest point that reaches `target` what searches do that do not say; nothing when there are no
    /// points.
    public mutating func settle(on target: Float) {
        guard let point = points.cheapest(reaching: target) else { return }
        nprobe = point.nprobe
        reach = point.reach
        candidateCount = point.candidateCount
        heldOut = point.heldOut
        given = point.given
        targetRecall = target
    }
}

extension GallerySpec {
    /// The recall that searches are tuned for.
    public var effectiveTargetRecall: Float { targetRecall > 0 ? targetRecall : Limits.targetRecallDefault }
}
