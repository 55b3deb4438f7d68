// Made from Protos/tessera/internal/v1/shard.proto by `make protos`; change that file, not this one.

/// Vectors to train with, in the order of their keys.
public struct SampleRowsResponse: Equatable, Sendable {
    /// By vector: the hash that it was drawn by, ascending.
    public var keys: [UInt64] = []
    /// Rows of little-endian 16-bit floats, as in FetchRowsResponse.
    public var rows: [UInt8] = []

    public init(
        keys: [UInt64] = [],
        rows: [UInt8] = []
    ) {
        self.keys = keys
        self.rows = rows
    }
}
