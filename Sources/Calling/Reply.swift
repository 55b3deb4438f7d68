internal import Ground

/// The answer to a call, before it is decoded.
struct Reply: Sendable {
    let bytes: ByteBuffer
    /// What the server says it took, from the request's first byte to the response.
    let serverMicroseconds: UInt32
}
