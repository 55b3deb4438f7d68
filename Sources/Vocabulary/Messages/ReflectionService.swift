// Made from Protos/tessera/v1/reflection.proto by `make protos`; change that file, not this one.

/// One service.
public struct ReflectionService: Equatable, Sendable {
    /// Its full name.
    public var name: String = ""

    public init(
        name: String = ""
    ) {
        self.name = name
    }
}
