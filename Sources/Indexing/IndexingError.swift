/// Why a vector, an item or a scan was refused.
public enum IndexingError: Error, Equatable, Sendable {
    /// A vector has `found` components where the field has `expected`.
    case dimensionMismatch(expected: Int, found: Int)
    /// The component at `index` is infinite or not a number.
    case componentNotFinite(index: Int)
    /// The component at `index` does not fit a half: 65,520 and more.
    case componentOutOfRange(index: Int)
    /// A vector compared by cosine has no direction.
    case zeroVector
    /// An item came with `found` vectors, missing ones counted, where the segment has `expected` fields.
    case fieldCountMismatch(expected: Int, found: Int)
    /// The segment holds as many rows as ordinals can number.
    case segmentFull(rowCountMax: Int)
    /// The scan was told to stop.
    case cancelled
}
