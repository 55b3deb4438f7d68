/// The vectors that a shard was asked for.
public struct PoolAnswer: Equatable, Sendable {
    /// By field of the query: one row of halves per ordinal asked for, in that order, each padded with zeros to the
    /// stride of the field's dimension (`Half.stride`); all zeros where the item lacks the field.
    public var rows: [[UInt16]]

    public init(rows: [[UInt16]]) {
        self.rows = rows
    }
}
