// Made from Protos/tessera/internal/v1/shard.proto by `make protos`; change that file, not this one.

/// Asks a shard to show what it has adopted.
public struct CommitIndexRequest: Equatable, Sendable {
    /// Id of the operation that `AdoptIndex` began.
    public var operation: String = ""

    public init(
        operation: String = ""
    ) {
        self.operation = operation
    }
}
