internal import Eventing
internal import Ground
internal import Vocabulary

/// The connection that a call came on, on either protocol.
protocol CallOwner: AnyObject, Sendable {
    var loop: EventLoop { get }
    var peer: Peer { get }

    /// The work of `call` is over. Called on the loop.
    func finish(_ call: PendingCall)

    /// The time of `call` is up. Called on the loop.
    func expire(_ call: PendingCall)

    /// Why nothing is to be begun at present; nil while there is no reason. Asked on the loop.
    var shortage: CallFailure? { get }

    /// Answers `call`, which was not begun, with `failure`. Called on the loop.
    func turnAway(_ call: PendingCall, _ failure: CallFailure)

    /// The handler of a streaming call took a message of `byteCount` bytes.
    func taken(_ byteCount: Int, of call: PendingCall)

    /// Sends one message of a streaming call, from `PendingCall.makeReply`.
    func send(_ message: ByteBuffer, of call: PendingCall) throws(CallFailure)

    /// False while more replies of a streaming call wait than should.
    func hasRoom(for call: PendingCall) -> Bool
}
