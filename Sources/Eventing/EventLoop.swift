internal import CLibuv
internal import Glibc
public import Ground
internal import Synchronization

/// One libuv loop on a thread of its own, which is also a Swift executor.
///
/// Actors pinned to it are entered straight from libuv's callbacks, and a task that prefers it never leaves its thread
/// (`Task(executorPreference: loop)`); a task that does not would bounce through the global pool at every await.
///
/// A turn: libuv's callbacks, then `finishTurn`: completions posted from elsewhere, Swift jobs, hand-over of the pool
/// jobs that were staged, and one gathered write for each connection that has something to say.
public final class EventLoop: SerialExecutor, TaskExecutor, @unchecked Sendable {
    // Unchecked: `inbox` is guarded by its lock, `owner` is atomic, all else is touched on the loop's thread only.

    private struct Inbox {
        var jobs: [UnownedJob] = []
        var tasks: [any LoopTask] = []
        /// False once the loop has ended; nothing would run any more.
        var isOpen = true
        /// False once the wake-up handle is gone or going.
        var canWake = true
        var stopIsAsked = false
    }

    private enum Ending {
        case none
        /// At the end of this turn.
        case asked
        case closing
    }

    /// Bytes one read takes, at most. One buffer a loop serves all of its connections.
    public static let receiveByteCount = 256 << 10

    /// Turns of Swift jobs within one turn of the loop, so that tasks that yield for ever cannot starve sockets.
    private static let drainCountMax = 64

    let raw: UnsafeMutablePointer<uv_loop_t>
    let receiveBuffer: UnsafeMutableRawBufferPointer
    /// The pool that `runOnPool` and `stage` use.
    public let pool: WorkerPool?

    /// Bytes that connections wait to send because their sockets are full. On the loop's thread.
    public internal(set) var pendingByteCount = 0

    private let inbox = Guarded(Inbox())
    private let owner = Atomic<UInt>(0)
    private let wakeup: UnsafeMutablePointer<uv_async_t>
    private var thread: NamedThread?

    private var ending = Ending.none
    private var hasMail = false
    private var jobs: [UnownedJob] = []
    private var runningJobs: [UnownedJob] = []
    private var arrivedJobs: [UnownedJob] = []
    private var tasks: [any LoopTask] = []
    private var arrivedTasks: [any LoopTask] = []
    private var staged: [any PoolJob] = []
    private var dirty: [ByteStream] = []
    private var flushing: [ByteStream] = []
    private var spareBuffers: [ByteBuffer] = []
    private var closeStatus: CInt = 0

    /// Starts the loop on a thread of its own.
    ///
    /// - Parameter pool: where staged jobs go; its owner stops it after the loop. A loop without one only does I/O.
    public init(name: String, pool: WorkerPool? = nil) {
        self.pool = pool
        raw = .allocate(capacity: 1)
        wakeup = .allocate(capacity: 1)
        receiveBuffer = .allocate(byteCount: Self.receiveByteCount, alignment: 64)
        let status = uv_loop_init(raw)
        precondition(status == 0, "uv_loop_init failed with \(status)")
        let wakeStatus = uv_async_init(raw, wakeup) { @Sendable handle in
            EventLoop.of(handle!.pointee.loop).hasMail = true
        }
        precondition(wakeStatus == 0, "uv_async_init failed with \(wakeStatus)")
        // Only handles of a `LoopObject` have data; the loop's own three have none.
        uv_handle_set_data(tsk_uv_handle(wakeup), nil)
        uv_loop_set_data(raw, Unmanaged.passUnretained(self).toOpaque())
        let started = GuardedQueue<Bool>()
        // The thread keeps the loop alive until `run` returns.
        thread = NamedThread(name: name) { [self] in
            owner.store(UInt(uv_thread_self()), ordering: .relaxed)
            started.append(true)
            run()
        }
        _ = started.take(countMax: 1)
    }

    deinit {
        precondition(thread == nil, "an event loop was dropped before stop()")
        raw.deallocate()
        receiveBuffer.deallocate()
    }

    /// The loop that `raw` belongs to. It outlives every callback, as `run` is called on it.
    private static func of(_ raw: UnsafeMutablePointer<uv_loop_t>) -> EventLoop {
        Unmanaged<EventLoop>.fromOpaque(uv_loop_get_data(raw)).takeUnretainedValue()
    }

    // MARK: Being an executor

    /// True on the loop's thread, inside or outside of a task.
    public var isOnLoop: Bool {
        owner.load(ordering: .relaxed) == UInt(uv_thread_self())
    }

    public func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        if isOnLoop {
            jobs.append(job)
            return
        }
        inbox.withLock { inbox in
            precondition(inbox.isOpen, "a job was enqueued after its loop stopped")
            inbox.jobs.append(job)
            wake(&inbox, itemCount: inbox.jobs.count + inbox.tasks.count)
        }
    }

    /// Lets C callbacks enter an actor of this loop by `assumeIsolated`.
    public func isIsolatingCurrentContext() -> Bool? {
        isOnLoop
    }

    public func checkIsolated() {
        precondition(isOnLoop, "code of an event loop ran on another thread")
    }

    public func asUnownedSerialExecutor() -> UnownedSerialExecutor {
        UnownedSerialExecutor(ordinary: self)
    }

    @inline(__always)
    func assertOnLoop() {
        assert(isOnLoop, "an object of an event loop was used on another thread")
    }

    // MARK: Handing work over

    /// Runs `task` on the loop's thread: in this turn when called there, else as soon as the loop wakes.
    ///
    /// Returns false, and does nothing, when the loop has ended.
    @discardableResult
    public func post(_ task: any LoopTask) -> Bool {
        if isOnLoop {
            tasks.append(task)
            return true
        }
        return inbox.withLock { inbox in
            guard inbox.isOpen else { return false }
            inbox.tasks.append(task)
            wake(&inbox, itemCount: inbox.jobs.count + inbox.tasks.count)
            return true
        }
    }

    /// Runs `body` on the loop's thread.
    @discardableResult
    public func post(_ body: @escaping @Sendable () -> Void) -> Bool {
        post(ClosureTask(body))
    }

    /// Runs `body` on the loop's thread and waits for it. Not to be called there.
    public func sync<Result: Sendable, Failure: Error>(
        _ body: @escaping @Sendable () throws(Failure) -> Result
    ) throws(Failure) -> Result {
        precondition(!isOnLoop, "a loop cannot wait for itself")
        let answer = GuardedQueue<Swift.Result<Result, Failure>>()
        let isPosted = post {
            do throws(Failure) {
                answer.append(.success(try body()))
            } catch {
                answer.append(.failure(error))
            }
        }
        precondition(isPosted, "work was given to a loop that has stopped")
        return try answer.take(countMax: 1)![0].get()
    }

    /// Hands `job` to the pool at the end of this turn, together with all others of the turn.
    public func stage(_ job: any PoolJob) {
        if isOnLoop {
            staged.append(job)
        } else {
            pool!.submit(job)
        }
    }

    /// The result of `body`, run on the worker pool. The caller is resumed on its own executor, this loop for a task
    /// that prefers it.
    public func runOnPool<Result: Sendable, Failure: Error>(
        _ body: @escaping @Sendable () throws(Failure) -> Result
    ) async throws(Failure) -> Result {
        let result = await withUnsafeContinuation { continuation in
            stage(ContinuationJob(body: body, continuation: continuation))
        }
        return try result.get()
    }

    // Sent under the inbox's lock, so that the handle cannot be closed in between.
    private func wake(_ inbox: inout Inbox, itemCount: Int) {
        if itemCount == 1, inbox.canWake { uv_async_send(wakeup) }
    }

    // MARK: Stopping

    /// Closes whatever is still open on the loop, runs what was enqueued, ends and joins the thread.
    ///
    /// Call once, from another thread. Stop accepting, drain, and only then stop the loop: a Swift job that is
    /// enqueued afterwards traps, as nobody could run it.
    public func stop() {
        precondition(!isOnLoop, "a loop cannot join itself")
        inbox.withLock { inbox in
            inbox.stopIsAsked = true
            if inbox.canWake { uv_async_send(wakeup) }
        }
        thread?.join()
        thread = nil
        precondition(closeStatus == 0, "uv_loop_close answered \(closeStatus): a handle leaked")
    }

    /// The body of the loop's thread.
    private func run() {
        // To write to a peer that went away is an error of that write, and must not end the process.
        var brokenPipe = sigset_t()
        sigemptyset(&brokenPipe)
        sigaddset(&brokenPipe, SIGPIPE)
        pthread_sigmask(SIG_BLOCK, &brokenPipe, nil)
        let check = UnsafeMutablePointer<uv_check_t>.allocate(capacity: 1)
        uv_check_init(raw, check)
        uv_check_start(check) { @Sendable handle in EventLoop.of(handle!.pointee.loop).finishTurn() }
        // Timers and close callbacks run after `check` and before `prepare`; what they left must not wait for the
        // next byte to arrive.
        let prepare = UnsafeMutablePointer<uv_prepare_t>.allocate(capacity: 1)
        uv_prepare_init(raw, prepare)
        uv_handle_set_data(tsk_uv_handle(check), nil)
        uv_handle_set_data(tsk_uv_handle(prepare), nil)
        uv_prepare_start(prepare) { @Sendable handle in EventLoop.of(handle!.pointee.loop).finishTurn() }
        uv_run(raw, UV_RUN_DEFAULT)
        // Everything is closed now, by `closeAll`.
        check.deallocate()
        prepare.deallocate()
        end()
    }

    private func end() {
        // The last close callbacks may have left jobs behind, and those may make more.
        while true {
            drain()
            let isDone = inbox.withLock { inbox in
                guard inbox.jobs.isEmpty, inbox.tasks.isEmpty, jobs.isEmpty, tasks.isEmpty else { return false }
                inbox.isOpen = false
                return true
            }
            if isDone { break }
            hasMail = true
        }
        closeStatus = uv_loop_close(raw)
        wakeup.deallocate()
    }

    // MARK: The turn

    private func finishTurn() {
        drain()
        if !staged.isEmpty { pool!.submit(&staged) }
        flush()
        if ending == .asked {
            ending = .closing
            closeAll()
        } else if ending == .none, !tasks.isEmpty || !jobs.isEmpty || !staged.isEmpty {
            // A task yields without end, or a failed write set something off: come back before falling asleep.
            uv_async_send(wakeup)
        }
    }

    /// Runs what was posted and enqueued until nothing is left, or until the sockets should have their turn.
    private func drain() {
        for _ in 0..<Self.drainCountMax {
            if hasMail { takeMail() }
            if tasks.isEmpty, jobs.isEmpty { return }
            runTasks()
            runJobs()
        }
    }

    private func takeMail() {
        hasMail = false
        let stopIsAsked = inbox.withLock { inbox in
            swap(&inbox.jobs, &arrivedJobs)
            swap(&inbox.tasks, &arrivedTasks)
            if inbox.stopIsAsked { inbox.canWake = false }
            return inbox.stopIsAsked
        }
        if !arrivedJobs.isEmpty {
            jobs.append(contentsOf: arrivedJobs)
            arrivedJobs.removeAll(keepingCapacity: true)
        }
        if !arrivedTasks.isEmpty {
            tasks.append(contentsOf: arrivedTasks)
            arrivedTasks.removeAll(keepingCapacity: true)
        }
        if stopIsAsked { ending = .asked }
    }

    private func runTasks() {
        guard !tasks.isEmpty else { return }
        var running: [any LoopTask] = []
        swap(&tasks, &running)
        for task in running { task.runOnLoop() }
        if tasks.isEmpty {
            running.removeAll(keepingCapacity: true)
            swap(&tasks, &running)
        }
    }

    private func runJobs() {
        guard !jobs.isEmpty else { return }
        let serial = asUnownedSerialExecutor()
        let task = asUnownedTaskExecutor()
        swap(&jobs, &runningJobs)
        for job in runningJobs { job.runSynchronously(isolatedTo: serial, taskExecutor: task) }
        runningJobs.removeAll(keepingCapacity: true)
    }

    private func flush() {
        while !dirty.isEmpty {
            swap(&dirty, &flushing)
            for stream in flushing { stream.flush() }
            flushing.removeAll(keepingCapacity: true)
        }
    }

    /// Has `stream` flushed at the end of this turn.
    func markDirty(_ stream: ByteStream) {
        dirty.append(stream)
    }

    private func closeAll() {
        uv_walk(
            raw,
            { @Sendable handle, _ in
                guard uv_is_closing(handle) == 0 else { return }
                if uv_handle_get_data(handle) != nil {
                    LoopObject.of(handle).close()
                } else {
                    // One of the loop's own: the wake-up, the two hooks of the turn.
                    uv_close(handle, nil)
                }
            }, nil)
    }

    // MARK: Output buffers

    /// An empty buffer for output. Idle connections hold none.
    func borrowBuffer() -> ByteBuffer {
        spareBuffers.popLast() ?? ByteBuffer(capacity: 16 << 10)
    }

    /// Takes back a buffer that was borrowed, unless there are enough or it grew large.
    func giveBack(_ buffer: ByteBuffer) {
        guard spareBuffers.count < 64, buffer.capacity <= 1 << 20 else { return }
        buffer.clear()
        spareBuffers.append(buffer)
    }

    private final class ClosureTask: LoopTask {
        private let body: @Sendable () -> Void

        init(_ body: @escaping @Sendable () -> Void) {
            self.body = body
        }

        func runOnLoop() {
            body()
        }
    }

    private final class ContinuationJob<Result: Sendable, Failure: Error>: PoolJob {
        private let body: @Sendable () throws(Failure) -> Result
        private let continuation: UnsafeContinuation<Swift.Result<Result, Failure>, Never>

        init(
            body: @escaping @Sendable () throws(Failure) -> Result,
            continuation: UnsafeContinuation<Swift.Result<Result, Failure>, Never>
        ) {
            self.body = body
            self.continuation = continuation
        }

        func runOnPool() {
            do throws(Failure) {
                continuation.resume(returning: .success(try body()))
            } catch {
                continuation.resume(returning: .failure(error))
            }
        }
    }
}
