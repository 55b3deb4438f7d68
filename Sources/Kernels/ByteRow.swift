/// Facts of rows of signed bytes.
public enum ByteRow {
    /// Rows are padded with zeros to a multiple of this many bytes.
    public static let rowAlignment = 32
    /// Components are -127...127: -128 is not used.
    public static let largest = 127

    /// The bytes from one row to the next for vectors of `dimension` components.
    @inlinable
    public static func stride(dimension: Int) -> Int {
        (dimension + rowAlignment - 1) / rowAlignment * rowAlignment
    }
}
