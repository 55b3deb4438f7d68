/// One frame, as it was read.
public struct HTTP2Frame: Equatable, Sendable {
    public var kind: UInt8
    public var flags: UInt8
    public var stream: UInt32
    public var payload: [UInt8]
    /// Of a frame with headers: what they say.
    public var headers: [String: String] = [:]

    public var isLast: Bool { flags & HTTP2Bytes.endStream != 0 }

    /// The reason that a reset or a go-away gives.
    public var errorCode: UInt32? {
        switch kind {
        case HTTP2Bytes.Kind.reset: Self.number(payload[...])
        case HTTP2Bytes.Kind.goAway: Self.number(payload.dropFirst(4))
        default: nil
        }
    }

    /// The last stream that a go-away names.
    public var lastStream: UInt32 { Self.number(payload[...]) }

    private static func number(_ bytes: ArraySlice<UInt8>) -> UInt32 {
        bytes.prefix(4).reduce(0) { $0 << 8 | UInt32($1) }
    }
}
