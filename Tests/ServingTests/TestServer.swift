import Calling
import Eventing
import Glibc
import Ground
import Serving
import Synchronization
import Testing
import Vocabulary

/// A server on a loopback port and a Unix socket, with the methods that tests need.
final class TestServer: Sendable {
    enum Code {
        static let echo: UInt16 = 1
        static let pooledEcho: UInt16 = 2
        static let asyncEcho: UInt16 = 3
        /// Answers once cancelled, or after the request's number of milliseconds.
        static let sleep: UInt16 = 4
        static let fail: UInt16 = 5
        /// Answers as many bytes as the request's number says.
        static let fill: UInt16 = 6
        static let isolated: UInt16 = 7
        /// A stream of requests, answered by their texts in one.
        static let join: UInt16 = 8
        /// Answers the request's number of messages of 1,000 bytes each.
        static let count: UInt16 = 9
        /// Sends back each message.
        static let talk: UInt16 = 10
        /// Sends the request back, then waits for the end of the call; a drain is one.
        static let watch: UInt16 = 11
        /// Answers the trace of its caller.
        static let trace: UInt16 = 12
        /// Fails as only a broken server does.
        static let collapse: UInt16 = 13
        /// Answers after the request's number of milliseconds, in which nothing works for it.
        static let wait: UInt16 = 14
    }

    let pool: WorkerPool
    let loops: [EventLoop]
    var loop: EventLoop { loops[0] }
    let server: Server
    let address: SocketAddress
    let unixAddress: SocketAddress
    /// Calls of `sleep` that were cancelled while they ran.
    let cancelledCount: CallCounter
    /// Calls of the pool and async lanes whose handler began.
    let startedCount: CallCounter

    /// Messages that `count` has sent.
    let sentCount: CallCounter
    /// Calls that the server says failed unexpectedly.
    let failedCalls: Guarded<[FailedCall]>

    /// Counts from any thread.
    final class CallCounter: Sendable {
        private let value = Atomic<Int>(0)
        var count: Int { value.load(ordering: .sequentiallyConsistent) }
        func add() { value.add(1, ordering: .sequentiallyConsistent) }
    }

    /// The path of a method over gRPC.
    static func path(_ name: String) -> String { "/test.Service/" + name }

    private static let serial = Atomic<Int>(0)

    init(
        limits: Limits = Limits(), threadCount: Int = 2, loopCount wantedLoopCount: Int? = nil,
        waitingCallCount: Int? = nil,
        address wanted: SocketAddress = .tcp(host: "127.0.0.1", port: 0)
    ) async throws {
        pool = WorkerPool(name: "test-pool", threadCount: threadCount)
        let loopCount = getenv("TESSERA_THREADS_LOOPS").flatMap { Int(String(cString: $0)) } ?? 1
        loops = (0..<(wantedLoopCount ?? loopCount)).map { [pool] in EventLoop(name: "test-loop-\($0)", pool: pool) }
        let cancelled = CallCounter()
        let started = CallCounter()
        let sent = CallCounter()
        cancelledCount = cancelled
        sentCount = sent
        startedCount = started
        let failed = Guarded<[FailedCall]>([])
        failedCalls = failed
        var table = MethodTable()
        table.waitingCallCount = waitingCallCount
        table.inline(Code.echo, name: "echo", path: Self.path("Echo")) { (request: Blob, _) throws(CallFailure) in
            request
        }
        table.pool(Code.pooledEcho, name: "pooledEcho", path: Self.path("PooledEcho")) {
            (request: Blob, _) throws(CallFailure) in request
        }
        table.async(Code.asyncEcho, name: "asyncEcho", path: Self.path("AsyncEcho")) {
            (request: Blob, call) async throws(CallFailure) in
            await call.onPool { request }
        }
        table.pool(Code.sleep, name: "sleep", path: Self.path("Sleep")) { (request: Blob, call) throws(CallFailure) in
            started.add()
            let end = MonotonicTime.now.advanced(microseconds: UInt64(request.text)! * 1_000)
            while MonotonicTime.now < end {
                if call.isCancelled {
                    cancelled.add()
                    throw CallFailure(.cancelled, "stopped", "stopped early")
                }
                var pause = timespec(tv_sec: 0, tv_nsec: 1_000_000)
                nanosleep(&pause, nil)
            }
            return request
        }
        table.async(Code.wait, name: "wait", work: .perWait) { (request: Blob, call) async throws(CallFailure) in
            started.add()
            let start = MonotonicTime.now
            try? await Task.sleep(nanoseconds: UInt64(request.text)! * 1_000_000)
            call.charge(waitedNanoseconds: Int(clamping: MonotonicTime.now.nanoseconds - start.nanoseconds))
            return request
        }
        table.inline(Code.fail, name: "fail", path: Self.path("Fail")) {
            (request: Blob, _) throws(CallFailure) -> Blob in
            throw CallFailure(
                .notFound, "gallery_unknown", request.text, field: "gallery", limit: 3, value: -4,
                retryAfterMicroseconds: 5)
        }
        table.inline(Code.fill, name: "fill", path: Self.path("Fill")) { (request: Blob, _) throws(CallFailure) in
            Blob(Array(repeating: 7, count: Int(request.text)!))
        }
        table.async(Code.isolated, name: "isolated") { (request: Blob, call) async throws(CallFailure) in
            let loop = call.loop
            for _ in 0..<10 {
                guard loop.isOnLoop else { throw CallFailure(.internal, "off_loop", "not on the loop") }
                let isOnLoop = await call.onPool { loop.isOnLoop }
                guard !isOnLoop else { throw CallFailure(.internal, "on_loop", "the pool is the loop") }
            }
            return request
        }
        table.pool(Code.trace, name: "trace") { (_: Blob, call) throws(CallFailure) in Blob(call.traceparent) }
        table.pool(Code.collapse, name: "collapse", path: Self.path("Collapse")) {
            (_: Blob, _) throws(CallFailure) -> Blob in throw CallFailure(.internal, "collapsed", "broken within")
        }
        Self.addStreams(to: &table, sent: sent)
        server = Server(loops: loops, limits: limits, table: table) { call in failed.withLock { $0.append(call) } }
        address = try await server.listen(at: wanted)
        let number = Self.serial.add(1, ordering: .relaxed).newValue
        unixAddress = try await server.listen(at: .unix(path: "/tmp/tessera-test-\(getpid())-\(number).sock"))
    }

    private static func addStreams(to table: inout MethodTable, sent: CallCounter) {
        table.clientStream(Code.join, name: "join", path: path("Join")) {
            (requests: RequestStream<Blob>, _) async throws(CallFailure) in
            var bytes: [UInt8] = []
            while let request = try await requests.next() { bytes += request.bytes }
            return Blob(bytes)
        }
        table.serverStream(Code.count, name: "count", path: path("Count")) {
            (request: Blob, replies: ReplyStream<Blob>, _) async throws(CallFailure) in
            for number in 0..<Int(request.text)! {
                try await replies.send(Blob(Array(repeating: UInt8(number & 255), count: 1_000)))
                sent.add()
            }
        }
        table.serverStream(Code.watch, name: "watch", path: path("Watch"), endsAtDrain: true) {
            (request: Blob, replies: ReplyStream<Blob>, _) async throws(CallFailure) in
            try await replies.send(request)
            try await replies.waitUntilGone()
        }
        table.inline(name: "unnumbered", path: path("Unnumbered")) { (request: Blob, _) throws(CallFailure) in request }
        table.twoWayStream(Code.talk, name: "talk", path: path("Talk")) {
            (requests: RequestStream<Blob>, replies: ReplyStream<Blob>, _) async throws(CallFailure) in
            while let request = try await requests.next() {
                if request.text == "fail" { throw CallFailure(.aborted, "asked_for", "as asked for") }
                try await replies.send(request)
            }
        }
    }

    /// Drains and ends everything; traps when a handle leaked.
    func stop() async {
        let isIdle = await server.drain()
        #expect(isIdle)
        for loop in loops.reversed() { loop.stop() }
        pool.stop()
    }

    /// The result of `body`, with a fresh server that is stopped afterwards.
    static func with<Result>(
        limits: Limits = Limits(), threadCount: Int = 2, loopCount: Int? = nil, waitingCallCount: Int? = nil,
        _ body: (TestServer) async throws -> Result
    ) async throws -> Result {
        let server = try await TestServer(
            limits: limits, threadCount: threadCount, loopCount: loopCount, waitingCallCount: waitingCallCount)
        do {
            let result = try await body(server)
            await server.stop()
            return result
        } catch {
            await server.stop()
            throw error
        }
    }
}
