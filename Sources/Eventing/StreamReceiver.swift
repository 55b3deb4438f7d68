/// Whoever a stream speaks to. Called on the loop's thread.
public protocol StreamReceiver: AnyObject, Sendable {
    /// Some bytes arrived. They are valid during the call only.
    func streamReceived(_ bytes: UnsafeRawBufferPointer)

    /// Nothing will be received or sent any more: the other side ended the connection or it broke. Called at most
    /// once, and not after `close()`.
    func streamEnded(_ error: LoopError)

    /// Output that had piled up has left; `pendingByteCount` tells how much is still to go.
    func streamSent()

    /// Output is about to leave: add what waits to `output`. Called only where `start` was told to ask.
    func streamWillFlush()
}

extension StreamReceiver {
    public func streamWillFlush() {}
}
