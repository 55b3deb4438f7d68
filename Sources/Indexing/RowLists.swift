/// The lists of one growing row. Written once, before the row is published.
@safe struct RowLists {
    /// Into the chunk's arena; sorted, without duplicates.
    var tags: UnsafeMutableBufferPointer<UInt32>
    /// Into the chunk's arena.
    var attributes: UnsafeMutableBufferPointer<AttributeEntry>
    /// Into the chunk's arena.
    var similar: UnsafeMutableBufferPointer<UInt64>
}
