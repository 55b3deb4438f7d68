internal import Vocabulary

extension CandidateAnswer {
    /// Returns when every list is as long as it must be and points where it may, and no number is a NaN: what a search
    /// trusts afterwards.
    ///
    /// - Throws: `INTERNAL` with reason `bad_shard_answer`.
    func check(fieldCount: Int, candidatesPerField: Int, includesSimilar: Bool) throws(CallFailure) {
        let count = ordinals.count
        guard idHashes.count == count, presence.count == count, similarities.count == count * fieldCount,
            lists.count == fieldCount, fieldPlannedCounts.count == fieldCount, fieldMatchedCounts.count == fieldCount,
            scannedCount <= plannedCount
        else { throw failure("its lists do not belong together") }
        guard zip(idHashes, idHashes.dropFirst()).allSatisfy({ $0 <= $1 }) else {
            throw failure("candidates are not in the order of their hashes")
        }
        guard !similarities.contains(where: \.isNaN) else { throw failure("a similarity is not a number") }
        for list in lists {
            guard list.positions.count == list.scores.count, list.positions.count <= candidatesPerField,
                list.positions.allSatisfy({ $0 < UInt32(clamping: count) }), !list.scores.contains(where: \.isNaN)
            else { throw failure("a field's list is malformed") }
        }
        guard includesSimilar else { return }
        if similarStarts.isEmpty, similarHashes.isEmpty { return }
        guard similarStarts.count == count + 1, zip(similarStarts, similarStarts.dropFirst()).allSatisfy({ $0 <= $1 }),
            similarStarts[0] == 0, Int(similarStarts[count]) == similarHashes.count
        else { throw failure("similar ids are malformed") }
    }

    private func failure(_ what: String) -> CallFailure {
        CallFailure(.internal, "bad_shard_answer", "shard \(shard) answered wrongly: \(what)", value: Int64(shard))
    }
}
