internal import CLibuv
internal import Glibc
public import Ground

/// A timer that keeps the clock's own time, off by some microseconds where the processor is free; `LoopTimer` counts
/// milliseconds.
public final class PreciseTimer: LoopObject, @unchecked Sendable {
    private var handle: OwnedHandle<uv_poll_t>?
    private let descriptor: CInt
    private let fire: @Sendable () -> Void

    /// A stopped timer that will call `fire` on the loop's thread. Make it there.
    public init(loop: EventLoop, fire: @escaping @Sendable () -> Void) throws(LoopError) {
        self.fire = fire
        descriptor = timerfd_create(CLOCK_MONOTONIC, CInt(TFD_NONBLOCK | TFD_CLOEXEC))
        super.init(loop: loop)
        loop.assertOnLoop()
        guard descriptor >= 0 else { throw .system(code: -errno, doing: "making a precise timer") }
        let (raw, descriptor) = (loop.raw, descriptor)
        do throws(LoopError) {
            let handle = try OwnedHandle<uv_poll_t>(
                { uv_poll_init(raw, $0, descriptor) }, doing: "making a precise timer")
            bind(to: handle.base)
            let status = uv_poll_start(
                handle.raw, CInt(UV_READABLE.rawValue),
                { @Sendable poll, _, _ in (LoopObject.of(tsk_uv_handle(poll)) as! PreciseTimer).expired() })
            self.handle = consume handle
            try LoopError.check(status, "starting a precise timer")
        } catch {
            close()
            throw error
        }
    }

    /// Calls `fire` once, at `moment`, or at once when that has passed. Replaces an earlier moment.
    public func start(at moment: MonotonicTime) {
        loop.assertOnLoop()
        // All zeros would stop it.
        let nanoseconds = max(1, moment.nanoseconds)
        set(tv_sec: Int(nanoseconds / 1_000_000_000), tv_nsec: Int(nanoseconds % 1_000_000_000))
    }

    /// Does not fire until started again.
    public func stop() {
        loop.assertOnLoop()
        set(tv_sec: 0, tv_nsec: 0)
    }

    private func set(tv_sec: Int, tv_nsec: Int) {
        guard handle != nil else { return }
        var moment = itimerspec()
        moment.it_value = timespec(tv_sec: tv_sec, tv_nsec: tv_nsec)
        let status = timerfd_settime(descriptor, CInt(TFD_TIMER_ABSTIME), &moment, nil)
        precondition(status == 0, "timerfd_settime failed with \(errno)")
    }

    private func expired() {
        var count: UInt64 = 0
        // Nothing to read: it was set anew between its end and this call.
        guard read(descriptor, &count, MemoryLayout<UInt64>.size) == MemoryLayout<UInt64>.size else { return }
        fire()
    }

    public override func close() {
        loop.assertOnLoop()
        guard handle != nil else { return }
        handle = nil
        Glibc.close(descriptor)
    }
}
