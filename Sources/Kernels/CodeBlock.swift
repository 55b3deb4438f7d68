/// The shape in which codes lie for a scan.
///
/// A block holds the codes of 64 vectors: rows of 64 bytes, in row `j` byte `j` of each code. The rest of a list is a
/// tail, the same with as many lanes as the rest needs, in steps of 16.
public enum CodeBlock {
    /// Vectors of a full block.
    public static let laneCount = 64
    /// Lanes of a tail are a multiple of this.
    public static let tailAlignment = 16
    /// Centroids that one byte tells apart, and so the entries of a row of a table.
    public static let centroidCount = 256
    /// Centroids that half a byte tells apart.
    public static let nibbleCount = 16

    /// The lanes of a tail of `count` vectors, 0 to 64.
    @inlinable
    public static func tailLaneCount(_ count: Int) -> Int {
        (count + tailAlignment - 1) / tailAlignment * tailAlignment
    }
}
