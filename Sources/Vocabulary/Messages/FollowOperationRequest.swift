// Made from Protos/tessera/v1/operations.proto by `make protos`; change that file, not this one.

/// Asks to be told of each change.
public struct FollowOperationRequest: Equatable, Sendable {
    /// Its id.
    public var operation: String = ""

    public init(
        operation: String = ""
    ) {
        self.operation = operation
    }
}
