import Eventing
import Glibc
import Ground
import Serving
import Vocabulary
import Wire

/// The service of gRPC's interoperability cases, for clients that nobody here wrote. Says where it listens, and serves
/// until its input ends.
@main
struct InteropServer {
    static let service = "/grpc.testing.TestService/"

    static func main() throws {
        let pool = WorkerPool(name: "pool", threadCount: 2)
        let loop = EventLoop(name: "loop", pool: pool)
        var limits = Limits()
        limits.frameByteCountMax = 4 << 20
        limits.inFlightCountMax = 100
        let server = Server(loop: loop, limits: limits, table: table())
        let address = Handover<Result<SocketAddress, any Error>>()
        Task(executorPreference: loop) {
            do {
                address.give(.success(try await server.listen(at: .tcp(host: "127.0.0.1", port: 0))))
            } catch {
                address.give(.failure(error))
            }
        }
        print(try address.wait().get())
        fflush(nil)
        while readLine() != nil {}
        let drained = GuardedQueue<Bool>()
        Task(executorPreference: loop) { drained.append(await server.drain()) }
        guard drained.take(countMax: 1) == [true] else { exit(1) }
        loop.stop()
        pool.stop()
    }

    private static func table() -> MethodTable {
        var table = MethodTable()
        table.inline(1, name: "EmptyCall", path: service + "EmptyCall") { (_: Empty, _) throws(CallFailure) in Empty() }
        table.async(2, name: "UnaryCall", path: service + "UnaryCall") {
            (request: TrialRequest, call) async throws(CallFailure) in
            echo(call.metadata)
            try request.throwStatus()
            return TrialReply(byteCount: request.byteCount)
        }
        table.pool(3, name: "SleepCall", path: service + "SleepCall") {
            (request: TrialRequest, call) throws(CallFailure) in
            let end = MonotonicTime.now.advanced(microseconds: UInt64(request.byteCount))
            while MonotonicTime.now < end, !call.isCancelled { usleep(1_000) }
            return TrialReply(byteCount: 0)
        }
        addStreams(to: &table)
        return table
    }

    private static func addStreams(to table: inout MethodTable) {
        table.clientStream(4, name: "StreamingInputCall", path: service + "StreamingInputCall") {
            (requests: RequestStream<TrialRequest>, _) async throws(CallFailure) in
            var byteCount = 0
            while let request = try await requests.next() { byteCount += request.payload.count }
            return TrialReply(aggregatedByteCount: UInt64(byteCount))
        }
        table.serverStream(5, name: "StreamingOutputCall", path: service + "StreamingOutputCall") {
            (request: TrialRequest, replies: ReplyStream<TrialReply>, call) async throws(CallFailure) in
            try await send(request, replies, call)
        }
        table.twoWayStream(6, name: "FullDuplexCall", path: service + "FullDuplexCall") {
            (requests: RequestStream<TrialRequest>, replies: ReplyStream<TrialReply>, call)
                async throws(CallFailure) in
            echo(call.metadata)
            while let request = try await requests.next() {
                try request.throwStatus()
                try await send(request, replies, call)
            }
        }
    }

    /// Sends the replies that `request` asks for, each after its time.
    private static func send(
        _ request: TrialRequest, _ replies: ReplyStream<TrialReply>, _ call: CallContext
    ) async throws(CallFailure) {
        for wanted in request.wanted {
            if wanted.microseconds > 0 {
                await call.onPool {
                    let end = MonotonicTime.now.advanced(microseconds: wanted.microseconds)
                    while MonotonicTime.now < end, !call.isCancelled { usleep(500) }
                }
            }
            try await replies.send(TrialReply(byteCount: wanted.byteCount))
        }
    }

    /// Sends back what the cases of metadata ask for.
    static func echo(_ metadata: CallMetadata?) {
        guard let metadata else { return }
        metadata.leading = metadata.request.filter { $0.name == "x-grpc-test-echo-initial" }
        metadata.trailing = metadata.request.filter { $0.name == "x-grpc-test-echo-trailing-bin" }
    }
}
