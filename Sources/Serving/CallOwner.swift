internal import Eventing

/// The connection that a call came on, on either protocol.
protocol CallOwner: AnyObject, Sendable {
    var loop: EventLoop { get }
    var peer: Peer { get }

    /// The work of `call` is over. Called on the loop.
    func finish(_ call: PendingCall)

    /// The time of `call` is up. Called on the loop.
    func expire(_ call: PendingCall)
}
