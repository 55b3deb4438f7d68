// Made from Protos/tessera/v1/reflection.proto by `make protos`; change that file, not this one.

/// The answer; one of the members that are messages.
public struct ReflectionResponse: Equatable, Sendable {
    /// The host that was asked for.
    public var host: String = ""
    /// The question.
    public var question: ReflectionRequest?
    /// The file, and those that it needs.
    public var files: ReflectionFiles?
    /// The services.
    public var services: ReflectionServices?
    /// Why there is no answer.
    public var error: ReflectionError?

    public init(
        host: String = "",
        question: ReflectionRequest? = nil,
        files: ReflectionFiles? = nil,
        services: ReflectionServices? = nil,
        error: ReflectionError? = nil
    ) {
        self.host = host
        self.question = question
        self.files = files
        self.services = services
        self.error = error
    }
}
