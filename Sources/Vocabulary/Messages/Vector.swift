// Made from Protos/tessera/v1/common.proto by `make protos`; change that file, not this one.

/// Numbers of one vector.
public struct Vector: Equatable, Sendable {
    /// One number per dimension, finite.
    public var values: [Float] = []

    public init(
        values: [Float] = []
    ) {
        self.values = values
    }
}
