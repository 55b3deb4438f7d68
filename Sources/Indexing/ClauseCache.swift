internal import Ground

/// What clauses of several tags or values leave of sealed rows, for those that are asked again.
///
/// Callers filter by the same words over and over, and a clause of dozens of values takes as long as a search. A set is
/// kept from the second time on that its clause is asked, sixteen at most, which are two bytes a row; the one that was
/// not used for longest goes.
final class ClauseCache: Sendable {
    enum Clause: Hashable, Sendable {
        case tags([UInt32])
        case ranges([AttributeRange])

        var partCount: Int {
            switch self {
            case .tags(let tags): tags.count
            case .ranges(let ranges): ranges.count
            }
        }
    }

    private struct Entry {
        let words: [UInt64]
        var lastUse: UInt64
    }

    private struct State {
        var entries: [Clause: Entry] = [:]
        /// Hashes of clauses that were asked once, oldest first from `seenIndex` on.
        var seen: [Int] = []
        var seenIndex = 0
        var useCount: UInt64 = 0
    }

    /// Clauses of fewer tags or ranges are quick enough.
    private static let partCountMin = 4
    private static let entryCountMax = 16
    /// Clauses that are remembered to have been asked once.
    private static let seenCountMax = 64

    private let wordCount: Int
    private let state = Guarded(State())

    /// - Parameter rowCount: of the sealed rows.
    init(rowCount: Int) {
        wordCount = (rowCount + 63) / 64
    }

    /// Bytes of the sets that are kept.
    var byteCount: Int {
        state.withLock { $0.entries.count } * wordCount * MemoryLayout<UInt64>.stride
    }

    /// Adds the rows that `clause` leaves to `set`, which is empty: from memory, or by `compile`.
    func add<Failure: Error>(
        _ clause: Clause, to set: inout OrdinalSet, compile: (inout OrdinalSet) throws(Failure) -> Void
    ) throws(Failure) {
        guard clause.partCount >= Self.partCountMin else { return try compile(&set) }
        let (words, isSeen) = look(clause)
        if let words { return set.fill(words) }
        try compile(&set)
        if isSeen { keep(clause, set) }
    }

    /// The words that are kept of `clause`; else whether it was asked before.
    private func look(_ clause: Clause) -> (words: [UInt64]?, isSeen: Bool) {
        let hash = clause.hashValue
        return state.withLock { state in
            state.useCount += 1
            if let words = state.entries[clause]?.words {
                state.entries[clause]?.lastUse = state.useCount
                return (words, true)
            }
            if state.seen.contains(hash) { return (nil, true) }
            if state.seen.count < Self.seenCountMax {
                state.seen.append(hash)
            } else {
                state.seen[state.seenIndex] = hash
                state.seenIndex = (state.seenIndex + 1) % Self.seenCountMax
            }
            return (nil, false)
        }
    }

    private func keep(_ clause: Clause, _ set: OrdinalSet) {
        let words = Array(set.words.prefix(wordCount))
        state.withLock { state in
            if state.entries.count >= Self.entryCountMax,
                let oldest = state.entries.min(by: { $0.value.lastUse < $1.value.lastUse })
            {
                state.entries[oldest.key] = nil
            }
            state.entries[clause] = Entry(words: words, lastUse: state.useCount)
        }
    }
}
