/// What a segment knows of one item besides its vectors. Written once, before the row is published.
@safe struct RowRecord {
    var idHash: UInt64
    /// Into the chunk's arena; sorted, without duplicates.
    var tags: UnsafeMutableBufferPointer<UInt32>
    /// Into the chunk's arena.
    var similar: UnsafeMutableBufferPointer<UInt64>
    /// Bit f is set when the item has a vector in field f.
    var fields: UInt16
}
