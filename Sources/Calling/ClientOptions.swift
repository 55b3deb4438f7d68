/// How a client spreads its calls.
public struct ClientOptions: Equatable, Sendable {
    /// Connections to the server, at most; at least 1.
    public var connectionCountMax: Int
    /// Calls in flight on each connection from which on another one is made.
    public var callCountPerConnection: Int

    public init(connectionCountMax: Int = 1, callCountPerConnection: Int = 64) {
        precondition(connectionCountMax > 0 && callCountPerConnection > 0, "a client needs a connection")
        self.connectionCountMax = connectionCountMax
        self.callCountPerConnection = callCountPerConnection
    }
}
