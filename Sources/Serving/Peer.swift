/// Who is at the other end of a connection.
public final class Peer: Sendable, CustomStringConvertible {
    /// `tcp://127.0.0.1:50122` for example, or `unix` where a socket has no name.
    public let description: String

    init(_ description: String) {
        self.description = description
    }
}
