public import Vocabulary

/// What a server has done since it started, as of one moment.
public struct ServerCounters: Equatable, Sendable {
    /// The calls of one method that ended with one status.
    public struct CallCount: Equatable, Sendable {
        public var method: UInt16
        public var name: String
        public var status: StatusCode
        public var count: UInt64

        public init(method: UInt16, name: String, status: StatusCode, count: UInt64) {
            self.method = method
            self.name = name
            self.status = status
            self.count = count
        }
    }

    public var connectionCount = 0
    public var connectionTotalCount: UInt64 = 0
    /// Connections turned away because there were too many.
    public var connectionRefusedCount: UInt64 = 0
    /// Idle connections ended to make room for others.
    public var connectionDisplacedCount: UInt64 = 0
    /// Connections and streams ended because the client did not take its replies.
    public var slowReaderCount: UInt64 = 0
    /// Connections ended because the peer broke the protocol.
    public var protocolErrorCount: UInt64 = 0
    public var inFlightCount = 0
    public var bufferedRequestByteCount = 0
    public var receivedByteCount: UInt64 = 0
    public var sentByteCount: UInt64 = 0
    /// Calls refused before any work: too many in flight, too many bytes, draining.
    public var callRefusedCount: UInt64 = 0
    /// Calls of methods that do not exist.
    public var methodUnknownCount: UInt64 = 0
    /// Only those that are not zero, by method, then status.
    public var calls: [CallCount] = []
}
