/// One way to choose lists that a sweep tries.
struct ProbeStep: Equatable {
    /// Lists at most, at least one.
    let nprobe: Int
    /// Lists within this reach only; nil: the nearest ones.
    let reach: Float?

    /// How many of the nearest lists are looked into.
    ///
    /// - Parameter gaps: of the nearest lists, by how much each is farther than the eight nearest are on average.
    func listCount(_ gaps: [Float]) -> Int {
        let count = min(nprobe, gaps.count)
        guard let reach else { return count }
        return max(1, gaps.prefix(count).prefix { $0 <= reach }.count)
    }
}
