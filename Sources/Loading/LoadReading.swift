/// What a looked-at answer says.
public struct LoadReading: Sendable {
    /// Ids of what was found, best first.
    public var ids: [String]
    /// The score of each; empty where scores of different answers cannot be compared.
    public var scores: [Float]
    /// Share of the planned work that was done, 0...1.
    public var coverage: Double
    /// What the server says of its time, by stage, in microseconds.
    public var stages: [(name: String, microseconds: Double)]

    public init(
        ids: [String], scores: [Float] = [], coverage: Double,
        stages: [(name: String, microseconds: Double)] = []
    ) {
        self.ids = ids
        self.scores = scores
        self.coverage = coverage
        self.stages = stages
    }

    /// The share of what `truth` found that this answer has; nil when there was nothing to find. What scores as well as
    /// the last true one is right, too.
    public func recall(of truth: LoadReading) -> Double? {
        guard !truth.ids.isEmpty else { return nil }
        let wanted = Set(truth.ids)
        let least = truth.scores.min()
        var rightCount = 0
        for (place, id) in ids.enumerated() {
            let isAsGood = place < scores.count && least.map { scores[place] >= $0 } ?? false
            if wanted.contains(id) || isAsGood { rightCount += 1 }
        }
        return Double(min(rightCount, truth.ids.count)) / Double(truth.ids.count)
    }
}
