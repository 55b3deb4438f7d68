/// What a `GuideClient` does unless a call says otherwise.
public struct GuideClientOptions: Equatable, Sendable {
    /// Time for a call, waiting and further attempts included; at most about 71 minutes. Streams have no such limit.
    public var timeout: Duration
    /// How often a call is made that fails for reasons that pass: the server is busy, draining or away.
    public var attemptCountMax: Int
    /// Connections, made as calls need them.
    public var connectionCountMax: Int

    /// - Parameter attemptCountMax: at least 1, which is no second attempt.
    /// - Parameter connectionCountMax: at least 1.
    public init(timeout: Duration = .seconds(30), attemptCountMax: Int = 12, connectionCountMax: Int = 4) {
        precondition(attemptCountMax > 0 && connectionCountMax > 0, "a call needs an attempt and a connection")
        self.timeout = timeout
        self.attemptCountMax = attemptCountMax
        self.connectionCountMax = connectionCountMax
    }
}
