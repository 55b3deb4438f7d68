// Made from Protos/tessera/v1/common.proto by `make protos`; change that file, not this one.

/// A reply without content.
public struct Empty: Equatable, Sendable {
    public init() {}
}
