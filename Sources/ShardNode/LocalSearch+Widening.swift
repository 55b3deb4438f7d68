internal import Indexing

// A filter's search may be asked again with more lists.
extension LocalSearch {
    /// Those of `lists` that the field of probe `place` has not yet answered from.
    func further(_ place: Int, _ lists: [UInt32], count: Int) -> [UInt32] {
        probed[place]?.further(in: lists, count: count) ?? lists
    }

    /// What `lists` answer, when `answer` is that of `further` of them.
    func completed(_ place: Int, _ lists: [UInt32], count: Int, _ answer: ProbeAnswer) -> ProbeAnswer {
        // Without a filter it is hardly ever asked again.
        guard allowed != nil else { return answer }
        var whole = answer
        if let before = probed[place], before.further(in: lists, count: count) != nil {
            whole = before.joined(with: answer)
        }
        probed[place] = ProbedLists(lists: lists, count: count, answer: whole)
        return whole
    }
}
