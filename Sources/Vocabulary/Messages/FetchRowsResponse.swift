// Made from Protos/tessera/internal/v1/shard.proto by `make protos`; change that file, not this one.

/// The vectors of candidates.
public struct FetchRowsResponse: Equatable, Sendable {
    /// By field: a row of little-endian 16-bit floats per ordinal, padded with zeros to a multiple of 32 numbers.
    public var rows: [[UInt8]] = []

    public init(
        rows: [[UInt8]] = []
    ) {
        self.rows = rows
    }
}
