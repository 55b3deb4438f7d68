internal import Eventing

/// Tells the core which of its connections has something to say.
final class LoadReceiver: StreamReceiver {
    private let core: LoadCore
    private let number: Int

    init(core: LoadCore, number: Int) {
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

    func streamWillFlush() {
        core.willFlush(link: number)
    }
}
