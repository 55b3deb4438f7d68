/// How much of a reply's body can be sent at once, and what comes after it.
public struct HTTP2BodyPart {
    /// What follows the bytes of a part.
    public enum Following: Sendable {
        /// More of the body, now or later.
        case body
        /// The trailers, which are submitted at once.
        case trailers
    }

    public var byteCount: Int
    public var following: Following

    public init(byteCount: Int, following: Following) {
        self.byteCount = byteCount
        self.following = following
    }
}
