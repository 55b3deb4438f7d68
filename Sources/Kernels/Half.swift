/// Facts of half-precision rows. A half is an IEEE 754 binary16 number, given by its bits.
public enum Half {
    /// Rows are padded with zeros to a multiple of this many halves, 64 bytes.
    public static let rowAlignment = 32
    /// The largest finite half.
    public static let largest: Float = 65_504

    /// The halves from one row to the next for vectors of `dimension` components.
    @inlinable
    public static func stride(dimension: Int) -> Int {
        (dimension + rowAlignment - 1) / rowAlignment * rowAlignment
    }

    /// True when the half with these bits is neither infinite nor a NaN.
    @inlinable
    public static func isFinite(_ bits: UInt16) -> Bool {
        bits & 0x7c00 != 0x7c00
    }
}
