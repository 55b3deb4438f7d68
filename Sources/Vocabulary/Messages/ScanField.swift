// Made from Protos/tessera/internal/v1/shard.proto by `make protos`; change that file, not this one.

/// How one field is searched.
public struct ScanField: Equatable, Sendable {
    /// Hash of the codebook whose lists are scanned, 16 bytes. Empty: every allowed item is compared.
    public var codebookHash: [UInt8] = []
    /// Numbers of the lists, nearest first.
    public var lists: [UInt32] = []

    public init(
        codebookHash: [UInt8] = [],
        lists: [UInt32] = []
    ) {
        self.codebookHash = codebookHash
        self.lists = lists
    }
}
