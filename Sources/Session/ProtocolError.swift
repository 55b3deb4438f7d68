/// What a peer did that ends the connection.
public enum ProtocolError: Error, Equatable, Sendable {
    /// The first bytes are not `TSRA`.
    case prefaceInvalid
    /// The first bytes are the start of an HTTP/1 request.
    case prefaceIsHTTP
    case versionUnknown(UInt8)
    case prefaceFlagsReserved(UInt16)
    /// The peer accepts too few bytes of a frame for an error to fit.
    case peerLimitTooSmall(UInt32)
    case kindUnknown(UInt8)
    /// A kind that only the other role sends.
    case kindMisplaced(FrameKind)
    case flagsReserved(UInt8)
    case frameTooLarge(byteCount: UInt32, limit: Int)
    /// A kind that has no body, or a ping with more than 64 bytes.
    case bodyTooLarge(FrameKind, byteCount: UInt32, limit: Int)
    /// A request with stream 0.
    case streamZero(FrameKind)
    /// A request with the stream of a call that is still in flight.
    case streamInUse(UInt32)
}
