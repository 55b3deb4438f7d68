/// What is wrong with one call of gRPC, found before its handler is asked. Other calls go on.
public enum GRPCProblem: Error, Equatable, Sendable {
    /// Not POST. Answered as HTTP does it, 405.
    case verbUnknown
    /// Not `application/grpc`. Answered as HTTP does it, 415.
    case contentTypeUnknown
    case methodUnknown(path: String)
    case timeoutMalformed
    /// The messages are compressed, which is not read here.
    case encodingUnknown
    case headersTooLarge(limit: Int)
    case binaryHeaderMalformed(name: String)
    case messageTooLarge(byteCount: Int, limit: Int)
    /// A method that takes one message got none, or more than one.
    case messageMissing
    case messagesTooMany
    /// The request ended within a message.
    case messageTruncated
    /// Memory for requests is short.
    case memoryExhausted(byteCount: Int)
    /// Begun, and not sent within the time for it.
    case tooSlow
}
