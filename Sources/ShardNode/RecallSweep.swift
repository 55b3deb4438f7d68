internal import Ground
internal import Vocabulary

/// How many lists a field's searches look into by default: as few as give both held-out items and the queries that came
/// with the training what is aimed at.
///
/// Texts and the items that they describe lie apart, so that the ten best of a text are in more lists than those of an
/// item are; an item's recall alone promises too much.
struct RecallSweep {
    /// What one number of lists gives.
    struct Outcome {
        let nprobe: Int
        /// Nil when there is nothing to find.
        var heldOut: RecallMeasurement.Figure?
        /// Nil when no queries were given, or none that finds anything.
        var given: RecallMeasurement.Figure?

        var figures: [RecallMeasurement.Figure] { [heldOut, given].compactMap { $0 } }
        /// The recall that the outcome is judged by: the lower one.
        var recall: Float? { figures.map(\.recall).min() }

        /// How far all figures together stay below `target`, each with a margin for the chance of its own sample.
        func lack(target: Float) -> Float {
            figures.reduce(0) { $0 + max(min(target + $1.standardError, 1) - $1.recall, 0) }
        }
    }

    let heldOut: RecallMeasurement
    let given: RecallMeasurement?

    /// What searches find that look into `nprobe` lists.
    ///
    /// - Throws: `CANCELLED`.
    func outcome(nprobe: Int) throws(CallFailure) -> Outcome {
        Outcome(
            nprobe: nprobe, heldOut: try heldOut.figure(nprobe: nprobe), given: try given?.figure(nprobe: nprobe))
    }

    /// The outcome of the fewest lists with which nothing lacks; of those that lack least when none is enough.
    ///
    /// - Parameter measure: the outcome of a number of lists.
    /// - Returns: an outcome of one list without figures when there is nothing to find.
    static func smallest(
        listCount: Int, target: Float, _ measure: (Int) throws(CallFailure) -> Outcome
    ) throws(CallFailure) -> Outcome {
        var best: (outcome: Outcome, lack: Float)?
        var gainless = 0
        for nprobe in steps(listCount: listCount) {
            let outcome = try measure(nprobe)
            let lack = outcome.lack(target: target)
            if lack == 0 { return outcome }
            // More lists than hold any of what is sought only cost.
            gainless = lack < (best?.lack ?? .infinity) - 0.000_5 ? 0 : gainless + 1
            if lack < best?.lack ?? .infinity { best = (outcome, lack) }
            if gainless == 4 { break }
        }
        return best!.outcome
    }

    /// 1, 2, 3, 4, 6, 8, 12, 16 and so on, and all lists.
    static func steps(listCount: Int) -> [Int] {
        var steps = [1, 2]
        while steps[steps.count - 1] < listCount {
            let power = steps[steps.count - 1]
            steps += [power / 2 * 3, power * 2]
        }
        return steps.filter { $0 < listCount } + [listCount]
    }
}
