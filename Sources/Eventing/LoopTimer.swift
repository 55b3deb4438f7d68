internal import CLibuv

/// A timer of an event loop, in milliseconds.
public final class LoopTimer: LoopObject, @unchecked Sendable {
    private var handle: OwnedHandle<uv_timer_t>?
    private let fire: @Sendable () -> Void

    /// A stopped timer that will call `fire` on the loop's thread. Make it there.
    public init(loop: EventLoop, fire: @escaping @Sendable () -> Void) throws(LoopError) {
        self.fire = fire
        super.init(loop: loop)
        loop.assertOnLoop()
        let raw = loop.raw
        let handle = try OwnedHandle<uv_timer_t>({ uv_timer_init(raw, $0) }, doing: "making a timer")
        bind(to: handle.base)
        self.handle = consume handle
    }

    /// Calls `fire` after `milliseconds`, then again every `repeatMilliseconds` unless that is 0.
    public func start(afterMilliseconds milliseconds: Int, repeatMilliseconds: Int = 0) {
        loop.assertOnLoop()
        guard let raw = handle?.raw else { return }
        // The loop's clock stands still during a turn; without this a timer started late in a long turn fires early.
        uv_update_time(loop.raw)
        let status = uv_timer_start(
            raw, { @Sendable timer in (LoopObject.of(tsk_uv_handle(timer)) as! LoopTimer).fire() },
            UInt64(max(0, milliseconds)), UInt64(max(0, repeatMilliseconds)))
        precondition(status == 0, "uv_timer_start failed with \(status)")
    }

    /// True while it will fire.
    public var isRunning: Bool {
        guard let base = handle?.base else { return false }
        return uv_is_active(base) != 0
    }

    /// Does not fire until started again.
    public func stop() {
        loop.assertOnLoop()
        if let raw = handle?.raw { uv_timer_stop(raw) }
    }

    public override func close() {
        loop.assertOnLoop()
        handle = nil
    }
}
