internal import Vocabulary

/// U: the candidates of all fields over all shards, cut to the best of the whole gallery in each field.
///
/// Candidates stand in the order of id hash, then id, so that their index is their rank among equals.
final class CandidateUnion: Sendable {
    let fieldCount: Int
    let references: [ItemReference]
    let idHashes: [UInt64]
    let presence: [UInt16]
    /// Shape `[count, fieldCount]`, row-major.
    let similarities: [Float]
    /// True when no field has more candidates than these, so that another round would find nothing new.
    let isExhausted: Bool

    /// True when a candidate lists similar items.
    let listsSimilar: Bool

    private let answers: [CandidateAnswer]
    /// Of each candidate, the answer that it is in, and its position there.
    private let sources: [Source]

    private struct Source {
        let answer: Int
        let position: Int
    }

    var count: Int { references.count }

    /// - Parameter answers: well formed, one per shard.
    init(of answers: [CandidateAnswer], fieldCount: Int, candidatesPerField: Int) {
        self.fieldCount = fieldCount
        self.answers = answers

        listsSimilar = answers.contains { !$0.similarHashes.isEmpty }
        var entries: [Source] = []
        entries.reserveCapacity(answers.reduce(0) { $0 + $1.idHashes.count })
        for (number, answer) in answers.enumerated() {
            for position in answer.idHashes.indices { entries.append(Source(answer: number, position: position)) }
        }
        // The candidates of an answer are in order.
        if answers.count > 1 {
            entries.sort { left, right in
                let (leftHash, rightHash) = (
                    answers[left.answer].idHashes[left.position], answers[right.answer].idHashes[right.position]
                )
                return (leftHash, left.answer, left.position) < (rightHash, right.answer, right.position)
            }
        }
        let (isMember, isExhausted) = Self.members(
            of: entries, answers, fieldCount: fieldCount, candidatesPerField: candidatesPerField)
        self.isExhausted = isExhausted
        if isMember.contains(false) {
            entries = zip(entries, isMember).compactMap { entry, isMember in isMember ? entry : nil }
        }
        sources = entries
        references = entries.map {
            ItemReference(shard: answers[$0.answer].shard, ordinal: answers[$0.answer].ordinals[$0.position])
        }
        if answers.count == 1, entries.count == answers[0].idHashes.count {
            idHashes = answers[0].idHashes
            presence = answers[0].presence
            similarities = answers[0].similarities
        } else {
            idHashes = entries.map { answers[$0.answer].idHashes[$0.position] }
            presence = entries.map { answers[$0.answer].presence[$0.position] }
            similarities = entries.flatMap {
                answers[$0.answer].similarities[$0.position * fieldCount..<($0.position + 1) * fieldCount]
            }
        }
    }

    /// Which of `entries` are among the best of a field, and whether no field has more.
    private static func members(
        of entries: [Source], _ answers: [CandidateAnswer], fieldCount: Int, candidatesPerField: Int
    ) -> (isMember: [Bool], isExhausted: Bool) {
        var ranks: [[Int]] = []
        if answers.count > 1 {
            ranks = answers.map { [Int](repeating: 0, count: $0.idHashes.count) }
            for (rank, entry) in entries.enumerated() { ranks[entry.answer][entry.position] = rank }
        }
        var isMember = [Bool](repeating: false, count: entries.count)
        var isExhausted = true
        for field in 0..<fieldCount {
            let heldCount = answers.reduce(0) { $0 + $1.lists[field].positions.count }
            if heldCount >= candidatesPerField { isExhausted = false }
            if answers.count == 1, heldCount <= candidatesPerField {
                for position in answers[0].lists[field].positions { isMember[Int(position)] = true }
                continue
            }
            var keys: [UInt64] = []
            keys.reserveCapacity(heldCount)
            for (number, answer) in answers.enumerated() {
                let list = answer.lists[field]
                for (position, score) in zip(list.positions, list.scores) {
                    let rank = answers.count > 1 ? ranks[number][Int(position)] : Int(position)
                    keys.append(RankKey.make(score, rank))
                }
            }
            if keys.count > candidatesPerField { keys.sort(by: >) }
            for key in keys.prefix(candidatesPerField) { isMember[RankKey.tieRank(of: key)] = true }
        }
        return (isMember, isExhausted)
    }

    /// The similarity of a candidate in a field; nil when it lacks the field.
    func similarity(_ candidate: Int, _ field: Int) -> Float? {
        has(candidate, field) ? similarities[candidate * fieldCount + field] : nil
    }

    func has(_ candidate: Int, _ field: Int) -> Bool {
        presence[candidate] & (1 << UInt16(field)) != 0
    }

    /// The hashes of the ids that a candidate lists as similar.
    func similarHashes(_ candidate: Int) -> ArraySlice<UInt64> {
        let source = sources[candidate]
        let (starts, hashes) = (answers[source.answer].similarStarts, answers[source.answer].similarHashes)
        guard !hashes.isEmpty else { return [] }
        return hashes[Int(starts[source.position])..<Int(starts[source.position + 1])]
    }
}
