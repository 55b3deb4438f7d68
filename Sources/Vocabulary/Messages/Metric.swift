// Made from Protos/tessera/v1/common.proto by `make protos`; change that file, not this one.

/// How two vectors are compared. Scores are similarities: higher is better for each.
public enum Metric: UInt16, Sendable, CaseIterable {
    /// Inner product of unit vectors, -1...1.
    case cosine = 1
    /// Inner product as it is.
    case innerProduct = 2
    /// Negated squared Euclidean distance, at most 0.
    case l2 = 3
}
