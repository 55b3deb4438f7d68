/// A frame that is neither request nor reply, as far as anyone needs to know.
public enum HTTP2ControlFrame: Sendable {
    case settings
    /// Answered already.
    case ping
    /// The answer to a ping of this side.
    case pong
    /// The peer begins no new streams.
    case goAway
    /// Carries nothing: a priority, a body part of no bytes, or what is not known here.
    case idle
    /// Was refused as invalid; its stream, or the connection, is ended.
    case invalid
}
