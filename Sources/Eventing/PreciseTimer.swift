internal import CLibuv
internal import Glibc
public import Ground

/// A timer that keeps the clock's own time, off by some microseconds where the processor is free; `LoopTimer` counts
/// milliseconds.
///
/// A thread that sleeps is woken some twenty microseconds late, so the loop goes round without sleeping for the last
/// fifty of them: that is what a moment costs.
public final class PreciseTimer: LoopObject, @unchecked Sendable {
    private var handle: OwnedHandle<uv_poll_t>?
    /// Keeps the loop going round; active for the last moments.
    private var rounds: OwnedHandle<uv_idle_t>?
    private var moment = MonotonicTime.never
    private let descriptor: CInt
    private let fire: @Sendable () -> Void

    private static let awakeNanoseconds: UInt64 = 50_000

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
            let rounds = try OwnedHandle<uv_idle_t>({ uv_idle_init(raw, $0) }, doing: "making a precise timer")
            bind(to: rounds.base)
            self.rounds = consume rounds
            try LoopError.check(status, "starting a precise timer")
        } catch {
            close()
            throw error
        }
    }

    /// Calls `fire` once, at `moment`, or at once when that has passed. Replaces an earlier moment.
    public func start(at moment: MonotonicTime) {
        loop.assertOnLoop()
        self.moment = moment
        if moment.nanoseconds <= MonotonicTime.now.nanoseconds + Self.awakeNanoseconds { return stayAwake() }
        sleepOn()
        set(nanoseconds: moment.nanoseconds - Self.awakeNanoseconds)
    }

    /// Does not fire until started again.
    public func stop() {
        loop.assertOnLoop()
        moment = .never
        sleepOn()
        set(nanoseconds: 0)
    }

    /// Wakes the loop at a time of the monotonic clock; never when that is 0.
    private func set(nanoseconds: UInt64) {
        guard handle != nil else { return }
        var moment = itimerspec()
        moment.it_value = timespec(tv_sec: Int(nanoseconds / 1_000_000_000), tv_nsec: Int(nanoseconds % 1_000_000_000))
        let status = timerfd_settime(descriptor, CInt(TFD_TIMER_ABSTIME), &moment, nil)
        precondition(status == 0, "timerfd_settime failed with \(errno)")
    }

    private func expired() {
        var count: UInt64 = 0
        // Nothing to read: it was set anew between its end and this call.
        guard read(descriptor, &count, MemoryLayout<UInt64>.size) == MemoryLayout<UInt64>.size else { return }
        stayAwake()
    }

    private func stayAwake() {
        guard let raw = rounds?.raw else { return }
        uv_idle_start(raw) { @Sendable idle in (LoopObject.of(tsk_uv_handle(idle)) as! PreciseTimer).look() }
    }

    private func sleepOn() {
        if let raw = rounds?.raw { uv_idle_stop(raw) }
    }

    /// Once a round of the loop, while it stays awake.
    private func look() {
        guard MonotonicTime.now >= moment else { return }
        moment = .never
        sleepOn()
        fire()
    }

    public override func close() {
        loop.assertOnLoop()
        guard handle != nil else { return }
        handle = nil
        rounds = nil
        Glibc.close(descriptor)
    }
}
