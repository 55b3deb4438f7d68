internal import Indexing
internal import Ground
internal import Vocabulary

/// The ways to search a field by its codes, with what each finds of held-out items and of the queries that came with
/// the training.
///
/// Texts and the items that they describe lie apart, so that the ten best of a text are in more lists than those of an
/// item are; an item's recall alone promises too much.
struct RecallSweep {
    let heldOut: RecallMeasurement
    let given: RecallMeasurement?
    let listCount: Int
    let cost: SearchCost

    /// How many times as many lists as on average a query may look into.
    private static let nprobeFactor = 3
    /// Recall that is as good as all.
    private static let recallEnough: Float = 0.999
    /// A round, twice as many lists as the one before, that brings less is worth nothing.
    private static let gainMin: Float = 0.000_5

    /// Of each level of recall the cheapest way that was found, cheapest first.
    ///
    /// - Throws: `CANCELLED`.
    func points() throws(CallFailure) -> [OperatingPoint] {
        let listCountMax = min(listCount, Limits.measuredListCountMax)
        let gaps = try heldOut.gaps(count: listCountMax)
        var points: [OperatingPoint] = []
        var last: Float = 0
        var gainlessCount = 0
        for round in Self.rounds(listCount: listCountMax) {
            let steps = round.map { Self.step(listCountMean: $0, listCountMax: listCountMax, gaps: gaps) }
            let fresh = try self.points(steps)
            points += fresh
            guard let best = fresh.last else { break }
            let figures = [best.heldOut, best.given].compactMap { $0 }
            if figures.allSatisfy({ $0.recall >= Self.recallEnough }) { break }
            let recall = figures.reduce(0) { $0 + $1.recall }
            gainlessCount = recall - last < Self.gainMin ? gainlessCount + 1 : 0
            if gainlessCount == 2 { break }
            last = max(last, recall)
        }
        return points.thinned()
    }

    /// What searches find that look into the `nprobe` nearest lists and compare as many candidates as usual.
    ///
    /// - Throws: `CANCELLED`.
    func point(nprobe: Int) throws(CallFailure) -> OperatingPoint {
        let points = try points([ProbeStep(nprobe: nprobe, reach: nil)])
        return points[RecallMeasurement.usualCandidatePlace]
    }

    /// Of each step and number of candidates, what it finds.
    private func points(_ steps: [ProbeStep]) throws(CallFailure) -> [OperatingPoint] {
        let heldOutOutcomes = try heldOut.measure(steps)
        let givenOutcomes = try given?.measure(steps)
        var points: [OperatingPoint] = []
        for (number, step) in steps.enumerated() {
            let asked = givenOutcomes?[number]
            // Searches are more like the queries that were given.
            let usual = asked ?? heldOutOutcomes[number]
            for (place, count) in RecallMeasurement.candidateCounts.enumerated() {
                let figures = heldOutOutcomes[number].figures
                let askedFigures = asked?.figures ?? []
                let microseconds = cost.microseconds(
                    listCount: usual.listCountMean, codeCount: usual.codeCountMean, candidateCount: count)
                points.append(
                    OperatingPoint(
                        nprobe: UInt32(min(step.nprobe, listCount)), reach: step.reach ?? 0,
                        candidateCount: UInt32(count), heldOut: figures.isEmpty ? nil : figures[place].record,
                        given: askedFigures.isEmpty ? nil : askedFigures[place].record,
                        listCountMean: Float(usual.listCountMean), codeCountMean: Float(usual.codeCountMean),
                        costMicroseconds: Float(microseconds)))
            }
        }
        return points
    }

    /// The step that looks into `listCountMean` lists on average over the queries of `gaps`.
    static func step(listCountMean: Int, listCountMax: Int, gaps: [Float]) -> ProbeStep {
        let nprobe = min(nprobeFactor * listCountMean, listCountMax)
        guard !gaps.isEmpty else { return ProbeStep(nprobe: nprobe, reach: 0) }
        let place = gaps.count / listCountMax * listCountMean - 1
        return ProbeStep(nprobe: nprobe, reach: gaps[min(max(place, 0), gaps.count - 1)])
    }

    /// Lists to look into on average, four numbers to a doubling, and last all lists; in rounds.
    static func rounds(listCount: Int) -> [[Int]] {
        var rounds = [Array((1...8).prefix(listCount))]
        var power = 8
        while power < listCount {
            rounds.append([5, 6, 7, 8].map { min(power / 4 * $0, listCount) })
            power *= 2
        }
        return rounds.map { round in
            round.enumerated().filter { $0.offset == 0 || round[$0.offset - 1] != $0.element }.map(\.element)
        }
    }
}
