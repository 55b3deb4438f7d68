internal import CNghttp2

/// What ends a connection at once, without a word to the peer.
public enum HTTP2Error: Error, Equatable, Sendable {
    /// The connection does not begin as HTTP/2 does.
    case prefaceInvalid
    /// The peer makes this side answer and does not read the answers.
    case flooded
    /// nghttp2's own code.
    case library(Int)

    init(code: Int) {
        self =
            switch code {
            case Int(NGHTTP2_ERR_BAD_CLIENT_MAGIC.rawValue): .prefaceInvalid
            case Int(NGHTTP2_ERR_FLOODED.rawValue): .flooded
            default: .library(code)
            }
    }
}
