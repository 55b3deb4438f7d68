import Eventing
import Ground
import Glibc
import Serving
import Vocabulary

/// A server that answers at once, but stops for a while now and then: it says when, and for how long.
final class StallingServer: Sendable {
    static let echo: UInt16 = 1
    /// Answers `RESOURCE_EXHAUSTED`.
    static let refuse: UInt16 = 2
    /// Answers `NOT_FOUND`.
    static let miss: UInt16 = 3

    struct State {
        var first: MonotonicTime?
        var stallCount = 0
        /// How long each stall took, in seconds.
        var stalls: [Double] = []
        var callCount = 0
    }

    let address: SocketAddress
    let state: Guarded<State>
    private let pool = WorkerPool(name: "stalling-pool", threadCount: 1)
    private let loop: EventLoop
    private let server: Server

    /// - Parameter stall: how long it stops, in seconds; 0: never.
    /// - Parameter period: seconds from one stop to the next.
    init(
        stall: Double = 0, period: Double = 1, at wanted: SocketAddress = .tcp(host: "127.0.0.1", port: 0)
    ) async throws {
        loop = EventLoop(name: "stalling", pool: pool)
        let state = Guarded(State())
        self.state = state
        var table = MethodTable()
        table.inline(Self.echo, name: "echo", path: "/test.Service/Echo") {
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

    func stop() async {
        _ = await server.drain()
        loop.stop()
        pool.stop()
    }
}
