public import Ground

/// The answer to a call, before it is decoded.
public struct Reply: Sendable {
    /// The message.
    public let bytes: ByteBuffer
    /// What the server says it took, from the request's first byte to the response.
    public let serverMicroseconds: UInt32
}
