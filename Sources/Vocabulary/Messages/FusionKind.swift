// Made from Protos/tessera/v1/gallery.proto by `make protos`; change that file, not this one.

/// How scores of several fields become one.
public enum FusionKind: UInt16, Sendable, CaseIterable {
    /// Sum of weight x calibrated similarity; a missing field counts 0, or as much as the worst candidate where
    /// similarities are negative by nature (l2, not calibrated).
    case weighted = 1
    /// Reciprocal ranks: sum of weight / (constant + rank); a missing field has no term.
    case rrf = 2
    /// The largest weight x calibrated similarity.
    case max = 3
}
