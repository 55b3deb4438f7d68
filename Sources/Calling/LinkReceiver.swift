internal import Eventing

/// Tells the client's core which of its connections has something to say.
final class LinkReceiver: StreamReceiver {
    private let core: ClientCore
    private let number: Int

    init(core: ClientCore, number: Int) {
        self.core = core
        self.number = number
    }

    func streamReceived(_ bytes: UnsafeRawBufferPointer) {
        unsafe core.received(bytes, link: number)
    }

    func streamEnded(_ error: LoopError) {
        core.ended(error, link: number)
    }

    func streamSent() {}
}
