public import Vocabulary

/// How a search ended.
public struct SearchOutcome: Equatable, Sendable {
    /// At most as many as wanted, in the order they were chosen: without seed and marginal relevance, best score first.
    public var items: [ChosenItem] = []
    /// Why there are fewer than wanted; nil: there are not.
    public var shortReason: ShortReason?
    /// Share of the planned live items that were looked at, 0...1, in the last round.
    public var coverage: Float = 1
    /// The lowest sequence number that a shard saw.
    public var sequence: UInt64 = 0
    /// Live items that filter and exclusions allow.
    public var allowedCount: UInt64 = 0
    /// By searched field: the items that were to be looked at, in the last round.
    public var fieldPlannedCounts: [UInt64] = []
    /// Candidates taken per field in the last round.
    public var candidatesPerField: Int = 0
    /// Candidates of all fields together in the last round.
    public var unionCount: Int = 0
    /// Rounds, from 1.
    public var roundCount: Int = 0

    public init() {}

    /// The part of the reply that tells what was done; its times are for the caller to fill in.
    ///
    /// - Parameter scans: those of the run.
    public func explanation(of plan: SearchPlan, scans: [FieldScan] = []) -> Explanation {
        let fields = plan.fields.enumerated().map { place, field in
            let planned = fieldPlannedCounts.indices.contains(place) ? fieldPlannedCounts[place] : 0
            guard scans.indices.contains(place), case .lists(let probes) = scans[place] else {
                return FieldExplanation(field: field.name, exact: true, plannedCount: planned)
            }
            return FieldExplanation(field: field.name, nprobe: UInt32(probes.lists.count), plannedCount: planned)
        }
        return Explanation(
            candidatesPerField: UInt32(candidatesPerField), unionCount: UInt32(unionCount),
            roundCount: UInt32(roundCount), allowedCount: allowedCount, fusion: plan.fusion,
            weights: plan.fields.map { FieldWeight(field: $0.name, weight: $0.weight) }, fields: fields)
    }
}
