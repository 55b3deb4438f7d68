public import Vocabulary

extension CandidateAnswer {
    /// The places of the candidates that will probably be chosen: those whose weighted similarities are highest, best
    /// first.
    ///
    /// - Parameter weights: one per searched field.
    public func likeliest(_ count: Int, weights: [Float]) -> [Int] {
        precondition(weights.count == lists.count, "a weight for each searched field")
        var keys: [UInt64] = []
        keys.reserveCapacity(ordinals.count)
        for candidate in ordinals.indices {
            var sum: Float = 0
            for (place, weight) in weights.enumerated() {
                sum += weight * similarities[candidate * weights.count + place]
            }
            keys.append(RankKey.make(sum.isNaN ? 0 : sum, candidate))
        }
        return Array(RankKey.ranked(keys).prefix(count))
    }
}
