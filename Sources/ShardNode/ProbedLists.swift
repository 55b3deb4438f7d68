internal import Indexing
internal import Vocabulary

/// What the nearest lists of a field answered, so that a search that is widened looks into the further ones alone.
struct ProbedLists {
    /// Nearest first.
    let lists: [UInt32]
    /// Neighbors that were asked for.
    let count: Int
    let answer: ProbeAnswer

    /// The lists that `wider` has behind these; nil when it is not these and more, or as many neighbors.
    func further(in wider: [UInt32], count: Int) -> [UInt32]? {
        guard count == self.count, wider.count > lists.count, wider.starts(with: lists) else { return nil }
        return Array(wider[lists.count...])
    }

    /// What all lists answer of which the further ones answered `more`: the same as if they were scanned together. An
    /// item that both name, as it has two lists, keeps the better score.
    func joined(with more: ProbeAnswer) -> ProbeAnswer {
        let both = [answer.neighbors, more.neighbors]
        var next = [0, 0]
        var neighbors: [Neighbor] = []
        neighbors.reserveCapacity(min(count, both[0].count + both[1].count))
        var ordinals: Set<UInt32> = []
        while neighbors.count < count, next[0] < both[0].count || next[1] < both[1].count {
            let isFirst =
                next[1] == both[1].count
                || next[0] < both[0].count && both[0][next[0]].precedes(both[1][next[1]])
            let side = isFirst ? 0 : 1
            let neighbor = both[side][next[side]]
            next[side] += 1
            if ordinals.insert(neighbor.ordinal).inserted { neighbors.append(neighbor) }
        }
        return ProbeAnswer(
            neighbors: neighbors, plannedCount: answer.plannedCount + more.plannedCount,
            matchedCount: answer.matchedCount + more.matchedCount)
    }
}
