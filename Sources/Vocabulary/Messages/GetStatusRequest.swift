// Made from Protos/tessera/v1/node.proto by `make protos`; change that file, not this one.

/// Asks how the node is.
public struct GetStatusRequest: Equatable, Sendable {
    public init() {}
}
