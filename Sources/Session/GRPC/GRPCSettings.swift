internal import HTTP2

/// What a connection that speaks gRPC allows.
public struct GRPCSettings: Sendable {
    var http2 = HTTP2Settings()
    /// Calls open at once.
    public var streamCountMax: Int {
        get { http2.streamCountMax }
        set { http2.streamCountMax = newValue }
    }
    /// Bytes of the headers of one call: names, values, and 32 for each.
    public var headerListByteCountMax: Int {
        get { http2.headerListByteCountMax }
        set { http2.headerListByteCountMax = newValue }
    }
    /// Bytes of one message.
    public var messageByteCountMax = 32 << 20
    /// Pings at once, while nothing is answered, and a second.
    public var pingCountMax = 100
    public var pingCountPerSecond = 10
    /// Frames that say nothing or what is refused, at once and a second.
    public var idleFrameCountMax = 1_000
    public var idleFrameCountPerSecond = 100

    public init() {}
}
