import CoordinatorNode
import Encoding
import Eventing
import Foundation
import Ground
import Kernels
import Logging
import Routing
import Serving
import ShardNode
import Storage
import Vocabulary

/// A node of one process: store, encoders and server put together, started, and taken down in order.
final class Daemon {
    private let configuration: Configuration
    private let log: Logger

    init(_ configuration: Configuration) {
        self.configuration = configuration
        var log = Logger(label: "tesserad") { StreamLogHandler.standardError(label: $0) }
        log.logLevel = Logger.Level(rawValue: configuration.logLevel) ?? .info
        self.log = log
    }

    /// Serves until SIGTERM or SIGINT.
    ///
    /// - Throws: `ConfigurationError`, `CallFailure`, `LoopError` or `StorageError`, each of which says what could not
    ///   be had.
    func run() throws {
        Self.prepareSignals()
        Self.raiseFileLimit()
        for line in configuration.summary { log.info("\(line.key): \(line.value)") }

        let addresses = configuration.addresses
        let kernels = try KernelSet.fromEnvironment()
        let encoders = try configuration.loadEncoders()
        defer { encoders.close() }
        for encoder in encoders.encoders {
            log.info("encoder \(encoder.name): \(encoder.fingerprint), \(encoder.dimension) dimensions")
        }
        let pool = WorkerPool(name: "worker", threadCount: configuration.workerCount)
        defer { pool.stop() }
        if configuration.role == .coordinator {
            try coordinate(addresses, encoders, kernels, pool)
        } else {
            try keep(addresses, encoders, kernels, pool)
        }
        log.info("stopped")
    }

    /// Serves a store: the whole of it, or one shard of a cluster.
    private func keep(
        _ addresses: [SocketAddress], _ encoders: EncoderSet, _ kernels: KernelSet, _ pool: WorkerPool
    ) throws {
        let opening = MonotonicTime.now
        let store = try ShardStore(path: configuration.data, kernels: kernels)
        defer { store.close() }
        let counts = store.counts()
        let seconds = Double(MonotonicTime.now.microseconds(since: opening)) / 1e6
        log.info("store: \(counts.galleryCount) galleries, \(counts.itemCount) items, opened in \(seconds) s")
        for damage in store.damages { log.error("store: \(damage)") }
        for damage in store.indexDamages { log.warning("store: \(damage)") }
        if let cut = store.cutLog {
            log.warning("store: the end of the write-ahead log was damaged and cut off: \(cut)")
        }
        let loops = makeLoops(pool)
        defer { Self.stop(loops) }
        let shard = LocalShard(store: store)
        let slowLog = try slowLog()
        var service: ShardService?
        if let placement = configuration.placement {
            let note: ShardService.CallNote? = slowLog.map { log in
                { @Sendable method, gallery, call, failure in log.note(method, gallery: gallery, call, failure) }
            }
            service = try ShardService(
                store: store, placement: placement, version: Tesserad.version, peers: configuration.peers,
                note: note)
        } else {
            try store.checkStandsAlone()
        }
        let node = CoordinatorNode(
            store: service?.port ?? store, shards: [shard], planner: shard, encoders: encoders, kernels: kernels,
            version: Tesserad.version, slowLog: slowLog)
        try serve(on: loops, addresses: addresses, by: node, adding: { service?.register(in: &$0) })
    }

    /// Serves the shards of a cluster as one node.
    private func coordinate(
        _ addresses: [SocketAddress], _ encoders: EncoderSet, _ kernels: KernelSet, _ pool: WorkerPool
    ) throws {
        guard let map = configuration.cluster else { return }
        let loops = makeLoops(pool)
        defer { Self.stop(loops) }
        let fleet = try ShardFleet(map: map, loop: loops[0], kernels: kernels, limits: configuration.limits) {
            [log] line in
            log.info("\(line)")
        }
        defer { fleet.close() }
        let node = CoordinatorNode(
            fleet: fleet, encoders: encoders, kernels: kernels, version: Tesserad.version, slowLog: try slowLog())
        try serve(on: loops, addresses: addresses, by: node, first: { await fleet.start() })
    }

    private func makeLoops(_ pool: WorkerPool) -> [EventLoop] {
        (0..<configuration.loopCount).map { EventLoop(name: "loop-\($0)", pool: pool) }
    }

    private static func stop(_ loops: [EventLoop]) {
        for loop in loops.reversed() { loop.stop() }
    }

    private func slowLog() throws(CallFailure) -> SlowLog? {
        guard !configuration.slowLogPath.isEmpty else { return nil }
        return try SlowLog(
            path: configuration.slowLogPath,
            thresholdMicroseconds: UInt64(configuration.slowLogThresholdMilliseconds) * 1_000,
            linesPerSecond: configuration.slowLogLinesPerSecond, keepsVectors: configuration.slowLogKeepsVectors)
    }

    /// `find_guides from tcp://… failed after 812 µs: INTERNAL encoding_failed: …, trace 00-…`
    private static func words(_ call: FailedCall) -> Logger.Message {
        let failure = call.failure
        var text = "\(call.method) from \(call.peer) failed after \(call.microseconds) µs: "
        text += "\(failure.status.name) \(failure.reason): \(failure.message)"
        if !call.traceparent.isEmpty { text += ", trace \(call.traceparent)" }
        if call.untoldCount > 0 { text += ", and \(call.untoldCount) more before it" }
        return "\(text)"
    }

    /// Listens at every address, and returns once a signal has come and calls in flight are answered.
    ///
    /// - Parameter add: adds methods to those of the node.
    /// - Parameter first: done before anybody is let in.
    private func serve(
        on loops: [EventLoop], addresses: [SocketAddress], by node: CoordinatorNode,
        first: @escaping @Sendable () async -> Void = {}, adding add: (inout MethodTable) -> Void = { _ in }
    ) throws {
        let box = Guarded<Server?>(nil)
        var table = node.methods {
            await box.withLock({ $0 })?.counters()
        }
        add(&table)
        let server = Server(loops: loops, limits: configuration.limits, table: table) { [log] call in
            log.error(Self.words(call))
        }
        box.withLock { $0 = server }
        defer { box.withLock { $0 = nil } }

        let stopped = DispatchSemaphore(value: 0)
        let failure = Guarded<(any Error)?>(nil)
        let asked = AskedToStop()
        let (log, loop) = (log, loops[0])
        Task(executorPreference: loop) {
            do {
                await first()
                for address in addresses {
                    let bound = try await server.listen(at: address)
                    log.info("listening on \(bound)")
                }
                let signalNumber = try await asked.wait(on: loop)
                log.info("signal \(signalNumber): answering what is in flight, then stopping")
                if await server.drain() == false {
                    // Their threads still work for them, and cannot be joined.
                    log.warning("some calls did not end in time; what is acknowledged is on disk")
                    _exit(1)
                }
            } catch {
                failure.withLock { $0 = error }
                await server.drain()
            }
            stopped.signal()
        }
        stopped.wait()
        if let error = failure.withLock({ $0 }) { throw error }
    }

    /// Lets the signals that end a daemon through, whatever its parent blocked, before any other thread is there; and
    /// makes of a peer that went away an error of a write.
    private static func prepareSignals() {
        signal(SIGPIPE, SIG_IGN)
        var ending = sigset_t()
        unsafe sigemptyset(&ending)
        unsafe sigaddset(&ending, SIGTERM)
        unsafe sigaddset(&ending, SIGINT)
        unsafe pthread_sigmask(SIG_UNBLOCK, &ending, nil)
    }

    /// Lets the process open as many files as the system allows it. With the usual 1,024, idle connections would keep
    /// the store from opening its own.
    private static func raiseFileLimit() {
        let files = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
        var limit = rlimit()
        guard unsafe getrlimit(files, &limit) == 0, limit.rlim_cur < limit.rlim_max else { return }
        limit.rlim_cur = limit.rlim_max
        _ = unsafe setrlimit(files, &limit)
    }
}
