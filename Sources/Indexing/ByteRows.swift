/// Rows of bytes of one field that lie one after the other, in a file or in memory, and what is kept beside each.
@safe struct ByteRows {
    /// Shape `[rows, stride]`.
    let bytes: UnsafeBufferPointer<Int8>
    /// Shape `[rows, ByteCoder.factCount]`.
    let facts: UnsafeBufferPointer<Float>
}
