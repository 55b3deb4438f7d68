public import Ground

/// What happened to the calls of a connection that speaks gRPC.
public enum GRPCAction {
    /// A call whose request is whole; of a method that takes a stream: whose headers are.
    case call(GRPCExchange)
    /// One message of a stream, after its five bytes.
    case message(GRPCExchange, ByteBuffer)
    /// No more messages come on a stream.
    case ended(GRPCExchange)
    /// Most of the replies that waited have left; told once, where it was waited for.
    case hasRoom(GRPCExchange)
    /// A call that cannot be served, or not any more; to be answered by `fail`.
    case refused(GRPCExchange, GRPCProblem)
    /// Nobody waits for the answer any more.
    case cancelled(GRPCExchange)
}
