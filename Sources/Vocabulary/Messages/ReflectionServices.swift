// Made from Protos/tessera/v1/reflection.proto by `make protos`; change that file, not this one.

/// Services of the server.
public struct ReflectionServices: Equatable, Sendable {
    /// By name.
    public var services: [ReflectionService] = []

    public init(
        services: [ReflectionService] = []
    ) {
        self.services = services
    }
}
