// Made from Protos/tessera/v1/operations.proto by `make protos`; change that file, not this one.

/// The operations.
public struct ListOperationsResponse: Equatable, Sendable {
    /// Latest first, at most 1,000.
    public var operations: [Operation] = []

    public init(
        operations: [Operation] = []
    ) {
        self.operations = operations
    }
}
