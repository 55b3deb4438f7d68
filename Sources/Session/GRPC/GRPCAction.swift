/// What happened to the calls of a connection that speaks gRPC.
public enum GRPCAction {
    /// A call whose request is whole; of a method that takes a stream: whose headers are.
    case call(GRPCExchange)
    /// A call that cannot be served; to be answered by `fail`.
    case refused(GRPCExchange, GRPCProblem)
    /// Nobody waits for the answer any more.
    case cancelled(GRPCExchange)
}
