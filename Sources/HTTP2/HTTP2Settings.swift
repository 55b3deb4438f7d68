/// What this side of a connection allows the other.
public struct HTTP2Settings: Sendable {
    /// Streams open at once.
    public var streamCountMax = 1_024
    /// Bytes of a stream's body that may be under way before they are consumed.
    public var streamWindowByteCount = 1 << 20
    /// The same, for all streams together.
    public var connectionWindowByteCount = 8 << 20
    /// Bytes of the names and values of a request's headers, and 32 for each. Only announced, not counted.
    public var headerListByteCountMax = 16 << 10
    /// Frames that continue one request's headers.
    public var continuationCountMax = 8
    /// Answers to settings and pings that wait to be sent before the peer is taken for a flood.
    public var pendingAnswerCountMax = 1_000
    /// Entries of one settings frame.
    public var settingCountMax = 32
    /// Streams that the peer may reset at once, and as many a second after that.
    public var resetCountMax = 1_000
    public var resetCountPerSecond = 100

    public init() {}
}
