/// Why a request got no reply. A reply of any HTTP status is no error here.
public enum FetchError: Error, Equatable, Sendable {
    /// The URL is not one of `http:` or `https:`.
    case malformedURL(url: String)
    /// A header holds a line break.
    case malformedHeader
    /// The host has no address.
    case hostUnknown(message: String)
    /// Nobody answers at the address, or the connection broke.
    case unreachable(code: Int32, message: String)
    /// No whole reply came within the time.
    case timedOut(milliseconds: Int)
    /// The reply's body passed the limit.
    case replyTooLarge(byteCountMax: Int)
    /// `isCancelled` answered true.
    case cancelled
    /// libcurl failed with its own `code` and `message`.
    case failed(code: Int32, message: String)
}

extension FetchError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .malformedURL(let url): "\(url) is no http or https URL"
        case .malformedHeader: "a header holds a line break"
        case .hostUnknown(let message): message
        case .unreachable(_, let message): message
        case .timedOut(let milliseconds): "no whole reply came within \(milliseconds) ms"
        case .replyTooLarge(let limit): "the reply is longer than \(limit) bytes"
        case .cancelled: "the request was cancelled"
        case .failed(let code, let message): "libcurl failed with code \(code): \(message)"
        }
    }
}
