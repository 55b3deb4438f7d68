import ArgumentParser
import Eventing
import Glibc
import Ground
import Serving
import Vocabulary

/// The server that `rpc` measures: one method that answers nothing to nothing, on the inline and on the pool lane.
struct RPCServer: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rpc-server", abstract: "Answers empty calls until it is killed.", shouldDisplay: false)

    static let inlineCode: UInt16 = 1
    static let poolCode: UInt16 = 2
    static let inlinePath = "/bench.Empty/Inline"
    static let poolPath = "/bench.Empty/Pool"

    @Option(help: "Path of the Unix socket.")
    var unix: String

    @Option(name: .customLong("loops"), help: "Event loops.")
    var loopCount = 1

    func run() throws {
        let pool = WorkerPool(name: "bench-pool", threadCount: 1)
        let loops = (0..<loopCount).map { EventLoop(name: "bench-loop-\($0)", pool: pool) }
        var table = MethodTable()
        table.register(
            Self.inlineCode, name: "empty", path: Self.inlinePath, .inline { (_, _, _) throws(CallFailure) in })
        table.register(
            Self.poolCode, name: "emptyOnPool", path: Self.poolPath, .pool { (_, _, _) throws(CallFailure) in })
        let server = Server(loops: loops, table: table)
        let unix = unix
        let address = Handover<Result<SocketAddress, any Error>>()
        Task(executorPreference: loops[0]) {
            do {
                try await server.listen(at: .unix(path: unix))
                address.give(.success(try await server.listen(at: .tcp(host: "127.0.0.1", port: 0))))
            } catch {
                address.give(.failure(error))
            }
        }
        print(try address.wait().get())
        fflush(nil)
        while true { pause() }
    }
}
