internal import CLibuv
internal import Glibc

/// Calls back on an event loop whenever the process is sent one signal.
public final class SignalWatch: LoopObject, @unchecked Sendable {
    /// The signals a daemon ends on.
    public static let terminate = SIGTERM
    public static let interrupt = SIGINT

    private var handle: OwnedHandle<uv_signal_t>?
    private let fire: @Sendable () -> Void

    /// Watches `signal` from now on. Make it on the loop's thread.
    public init(loop: EventLoop, signal: Int32, fire: @escaping @Sendable () -> Void) throws(LoopError) {
        self.fire = fire
        super.init(loop: loop)
        loop.assertOnLoop()
        let raw = loop.raw
        let handle = try OwnedHandle<uv_signal_t>({ uv_signal_init(raw, $0) }, doing: "making a signal watch")
        let status = uv_signal_start(
            handle.raw, { @Sendable watch, _ in (LoopObject.of(tsk_uv_handle(watch)) as! SignalWatch).fire() }, signal)
        try LoopError.check(status, "watching signal \(signal)")
        bind(to: handle.base)
        self.handle = consume handle
    }

    public override func close() {
        loop.assertOnLoop()
        handle = nil
    }
}
