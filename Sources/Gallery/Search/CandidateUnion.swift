internal import Vocabulary

/// U: the candidates of all fields over all shards, cut to the best of the whole gallery in each field.
///
/// Candidates stand in the order of id hash, then id, so that their index is their rank among equals.
struct CandidateUnion {
    let fieldCount: Int
    private(set) var references: [ItemReference] = []
    private(set) var idHashes: [UInt64] = []
    private(set) var presence: [UInt16] = []
    /// Shape `[count, fieldCount]`, row-major.
    private(set) var similarities: [Float] = []
    /// True when no field has more candidates than these, so that another round would find nothing new.
    let isExhausted: Bool

    private let answers: [CandidateAnswer]
    /// Of each candidate, the answer that it is in, and its position there.
    private var sources: [(answer: Int, position: Int)] = []

    var count: Int { references.count }

    /// - Parameter answers: well formed, one per shard.
    init(of answers: [CandidateAnswer], fieldCount: Int, candidatesPerField: Int) {
        self.fieldCount = fieldCount
        self.answers = answers

        // Shards own ranges of the hash, so answers one after the other are usually in order already.
        var entries: [(answer: Int, position: Int)] = []
        for (number, answer) in answers.enumerated() {
            for position in answer.idHashes.indices { entries.append((number, position)) }
        }
        entries.sort { left, right in
            let (leftHash, rightHash) = (
                answers[left.answer].idHashes[left.position], answers[right.answer].idHashes[right.position]
            )
            return (leftHash, left.answer, left.position) < (rightHash, right.answer, right.position)
        }
        var tieRanks = answers.map { [Int](repeating: 0, count: $0.idHashes.count) }
        for (rank, entry) in entries.enumerated() { tieRanks[entry.answer][entry.position] = rank }

        var isMember = [Bool](repeating: false, count: entries.count)
        var isExhausted = true
        for field in 0..<fieldCount {
            var keys: [UInt64] = []
            for (number, answer) in answers.enumerated() {
                let list = answer.lists[field]
                for (position, score) in zip(list.positions, list.scores) {
                    keys.append(RankKey.make(score, tieRanks[number][Int(position)]))
                }
            }
            if keys.count >= candidatesPerField { isExhausted = false }
            if keys.count > candidatesPerField { keys.sort(by: >) }
            for key in keys.prefix(candidatesPerField) { isMember[RankKey.tieRank(of: key)] = true }
        }
        self.isExhausted = isExhausted

        for (entry, isMember) in zip(entries, isMember) where isMember {
            let answer = answers[entry.answer]
            references.append(ItemReference(shard: answer.shard, ordinal: answer.ordinals[entry.position]))
            idHashes.append(answer.idHashes[entry.position])
            presence.append(answer.presence[entry.position])
            let start = entry.position * fieldCount
            similarities.append(contentsOf: answer.similarities[start..<start + fieldCount])
            sources.append(entry)
        }
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
        let (answer, position) = sources[candidate]
        let starts = answers[answer].similarStarts
        return answers[answer].similarHashes[Int(starts[position])..<Int(starts[position + 1])]
    }
}
