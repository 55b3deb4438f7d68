/// How two vectors of a field are compared. Scores are similarities: higher is better for each of them.
public enum Metric: UInt8, Sendable, CaseIterable {
    /// The inner product of the two vectors after each was scaled to unit length; −1…1.
    case cosine = 1
    /// The inner product as it is; any size.
    case innerProduct = 2
    /// −‖q − x‖², the negated squared Euclidean distance; at most 0.
    case l2 = 3
}
