internal import Indexing
internal import Vocabulary

/// What one query has found so far, while a sweep looks into more and more of its lists.
final class MeasuredQuery: @unchecked Sendable {
    // Unchecked: a measurement gives each query to one thread at a time.

    /// Nearest lists that were looked into.
    private var listCount = 0
    /// Codes in them.
    private var codeCount = 0
    /// The best by their codes, best first.
    private var best: [Candidate] = []
    /// Of each step of the last round.
    private(set) var records: [Record] = []

    private struct Candidate {
        var neighbor: Neighbor
        /// What it is compared by; NaN until it was.
        var similarity = Float.nan
        /// The exact similarity.
        var truth = Float.nan

        /// True when this one is a better hit than `other`.
        func precedes(_ other: Candidate) -> Bool {
            if similarity != other.similarity { return similarity > other.similarity }
            return neighbor.ordinal < other.neighbor.ordinal
        }
    }

    struct Record {
        var listCount: Int
        var codeCount: Int
        /// By number of candidates; empty when there is nothing to find.
        var recalls: [Float]
    }

    /// Forgets the last round's records.
    func beginRound() {
        records = []
    }

    /// Looks into the first `wanted` of `lists` as far as it has not yet.
    ///
    /// - Parameter place: that of the query in `heldOut`.
    func look(
        into lists: [UInt32], first wanted: Int, _ heldOut: HeldOut, _ place: Int, _ view: SegmentView,
        _ scratch: inout SearchScratch, _ isCancelled: () -> Bool
    ) {
        guard wanted > listCount else { return }
        let itself = heldOut.ordinals.isEmpty ? nil : heldOut.ordinals[place]
        let capacity = RecallMeasurement.candidateCounts.last!
        let answer = try? view.nearest(
            field: heldOut.field, query: heldOut.queries[place], lists: Array(lists[listCount..<wanted]),
            count: capacity + (itself == nil ? 0 : 1), scratch: &scratch, isCancelled: isCancelled)
        guard let answer else { return }
        listCount = wanted
        codeCount += answer.plannedCount
        merge(answer.neighbors.filter { $0.ordinal != itself }, capacity: capacity)
        let missing = best.indices.filter { best[$0].similarity.isNaN }
            .sorted { best[$0].neighbor.ordinal < best[$1].neighbor.ordinal }
        let ordinals = missing.map { best[$0].neighbor.ordinal }
        let (field, query) = (heldOut.field, heldOut.queries[place])
        let truths = view.similarities(field: field, query: query, ordinals: ordinals, scratch: &scratch)
        let similarities =
            view.hasByteRows(field: field)
            ? view.similarities(
                field: field, query: view.reranking(query, field: field), ordinals: ordinals, scratch: &scratch)
            : truths
        for (place, index) in missing.enumerated() {
            best[index].similarity = similarities[place] ?? -.infinity
            best[index].truth = truths[place] ?? -.infinity
        }
    }

    /// Keeps the best `capacity` of those so far and of `fresh`, which stand in order too.
    private func merge(_ fresh: [Neighbor], capacity: Int) {
        var merged: [Candidate] = []
        merged.reserveCapacity(min(best.count + fresh.count, capacity))
        // An item that has two lists counts with the better of its scores.
        var ordinals: Set<UInt32> = []
        var (old, new) = (0, 0)
        while merged.count < capacity, old < best.count || new < fresh.count {
            let next: Candidate
            if new == fresh.count || (old < best.count && best[old].neighbor.precedes(fresh[new])) {
                next = best[old]
                old += 1
            } else {
                next = Candidate(neighbor: fresh[new])
                new += 1
            }
            if ordinals.insert(next.neighbor.ordinal).inserted { merged.append(next) }
        }
        best = merged
    }

    /// Notes what is found with what was looked into so far.
    ///
    /// - Parameter bestScores: those of the truly best. An item as good as the last counts, whichever it is.
    func note(_ bestScores: [Float]) {
        var recalls: [Float] = []
        if let bar = bestScores.last {
            var hits: [Candidate] = []
            var next = 0
            for count in RecallMeasurement.candidateCounts {
                while next < min(count, best.count) {
                    Self.offer(best[next], to: &hits)
                    next += 1
                }
                let found = min(hits.count { $0.truth >= bar }, bestScores.count)
                recalls.append(Float(found) / Float(bestScores.count))
            }
        }
        records.append(Record(listCount: listCount, codeCount: codeCount, recalls: recalls))
    }

    /// Keeps the ten best hits, best first.
    private static func offer(_ candidate: Candidate, to hits: inout [Candidate]) {
        if let last = hits.last, hits.count == HeldOut.neighborCount, !candidate.precedes(last) { return }
        let place = hits.firstIndex { candidate.precedes($0) } ?? hits.count
        hits.insert(candidate, at: place)
        if hits.count > HeldOut.neighborCount { hits.removeLast() }
    }
}
