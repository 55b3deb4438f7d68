public import Vocabulary

extension SearchPlan {
    /// The items that each of so many shards may well answer whole beside its candidates; nil when there is no telling
    /// which will be chosen, or they are too many or too large.
    ///
    /// A shard cannot know what the others hold, so it is asked for its share of the hits and three standard deviations
    /// more. Missing ones are fetched in a round of their own, as all are where this is nil.
    public func likelyItems(shardCount: Int) -> LikelyItems? {
        guard limit <= Limits.likelyItemCountMax, !diversity.isMarginal, diversity.seed == nil,
            readMask?.vectors != true
        else { return nil }
        let mean = Double(limit) / Double(shardCount)
        let share = shardCount == 1 ? limit : Int((mean + 3 * mean.squareRoot()).rounded(.up)) + 1
        return LikelyItems(
            count: UInt32(min(limit, share)),
            weights: fields.map { field in
                switch field.calibration {
                case .identity: field.weight
                case .affine(let mean, let best): field.weight / (best - mean)
                }
            }, readMask: readMask)
    }
}
