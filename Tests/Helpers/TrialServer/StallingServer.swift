public import Eventing
import Glibc
public import Ground
import Serving
import Vocabulary

/// A server that answers at once, but stops for a while now and then: it says when, and for how long.
public final class StallingServer: Sendable {
    public static let echo: UInt16 = 1
    public static let echoPath = "/test.Service/Echo"
    /// Answers `RESOURCE_EXHAUSTED`.
    public static let refuse: UInt16 = 2
    /// Answers `NOT_FOUND`.
    public static let miss: UInt16 = 3

    public struct State: Sendable {
        public var first: MonotonicTime?
        public var stallCount = 0
        /// How long each stall took, in seconds.
        public var stalls: [Double] = []
        public var callCount = 0
    }

    public let address: SocketAddress
    public let state: Guarded<State>
    private let pool = WorkerPool(name: "stalling-pool", threadCount: 1)
    private let loop: EventLoop
    private let server: Server

    /// The share of the calls of an even schedule of `seconds` that waited for longer than `time`, in seconds.
    public func share(waitingLongerThan time: Double, of seconds: Double) -> Double {
        state.withLock { state in state.stalls.reduce(0) { $0 + max(0, $1 - time) } } / seconds
    }

    /// What `percent` of these calls did not wait longer than, in seconds; 0 when fewer waited at all.
    public func wait(atPercentile percent: Double, of seconds: Double) -> Double {
        var (low, high) = (0.0, 10.0)
        for _ in 0..<60 {
            let middle = (low + high) / 2
            if share(waitingLongerThan: middle, of: seconds) > 1 - percent / 100 { low = middle } else { high = middle }
        }
        return low
    }

    /// - Parameter stall: how long it stops, in seconds; 0: never.
    /// - Parameter period: seconds from one stop to the next.
    public init(
        stall: Double = 0, period: Double = 1, at wanted: SocketAddress = .tcp(host: "127.0.0.1", port: 0)
    ) async throws {
        loop = EventLoop(name: "stalling", pool: pool)
        let state = Guarded(State())
        self.state = state
        var table = MethodTable()
        table.inline(Self.echo, name: "echo", path: Self.echoPath) {
            (_: PingRequest, _) throws(CallFailure) in
            let now = MonotonicTime.now
            let isDue = state.withLock { state in
                state.callCount += 1
                let first = state.first ?? now
                state.first = first
                let seconds = (Double(state.stallCount) + 0.5) * period
                let due = first.advanced(microseconds: UInt64(seconds * 1e6))
                guard stall > 0, now >= due else { return false }
                state.stallCount += 1
                return true
            }
            if isDue {
                usleep(UInt32(stall * 1e6))
                let seconds = Double(MonotonicTime.now.microseconds(since: now)) / 1e6
                state.withLock { $0.stalls.append(seconds) }
            }
            return PingResponse()
        }
        table.inline(Self.refuse, name: "refuse", path: "/test.Service/Refuse") {
            (_: PingRequest, _) throws(CallFailure) -> PingResponse in
            throw CallFailure(.resourceExhausted, "busy", "no room")
        }
        table.inline(Self.miss, name: "miss", path: "/test.Service/Miss") {
            (_: PingRequest, _) throws(CallFailure) -> PingResponse in
            throw CallFailure(.notFound, "gallery_not_found", "no gallery")
        }
        server = Server(loop: loop, table: table)
        address = try await server.listen(at: wanted)
    }

    public func stop() async {
        _ = await server.drain()
        loop.stop()
        pool.stop()
    }
}
