// Made from Protos/tessera/v1/reflection.proto by `make protos`; change that file, not this one.

/// A question; one of the members.
public struct ReflectionRequest: Equatable, Sendable {
    /// Sent back.
    public var host: String = ""
    /// The file of that name.
    public var fileName: String?
    /// The file that declares a service, a method, a message or an enumeration of that full name.
    public var symbol: String?
    /// All services; the value means nothing.
    public var listServices: String?

    public init(
        host: String = "",
        fileName: String? = nil,
        symbol: String? = nil,
        listServices: String? = nil
    ) {
        self.host = host
        self.fileName = fileName
        self.symbol = symbol
        self.listServices = listServices
    }
}
