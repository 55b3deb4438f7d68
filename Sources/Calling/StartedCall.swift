/// A call on its way, whose end its completion is told.
public struct StartedCall: Sendable {
    let call: OutgoingCall

    /// Ends the call, here and at the server, unless it is over. Its completion is told `CANCELLED`.
    public func cancel() {
        call.core.cancel(call)
    }
}
