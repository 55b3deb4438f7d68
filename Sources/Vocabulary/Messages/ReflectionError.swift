// Made from Protos/tessera/v1/reflection.proto by `make protos`; change that file, not this one.

/// Why there is no answer.
public struct ReflectionError: Equatable, Sendable {
    /// A status code.
    public var code: UInt32 = 0
    /// One sentence for people.
    public var message: String = ""

    public init(
        code: UInt32 = 0,
        message: String = ""
    ) {
        self.code = code
        self.message = message
    }
}
