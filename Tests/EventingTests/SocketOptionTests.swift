import Ground
import Glibc
import Testing

@testable import Eventing

@Suite struct SocketOptionTests {
    @Test func `a peer that vanished is noticed by the system after a minute or two`() throws {
        let loop = EventLoop(name: "options")
        defer { loop.stop() }
        let accepted = GuardedQueue<[CInt?]>()
        let names = [CInt(TCP_KEEPIDLE), CInt(TCP_KEEPINTVL), CInt(TCP_KEEPCNT), CInt(TCP_USER_TIMEOUT)]
        let options: [CInt?] = try loop.sync { () throws(LoopError) in
            let listener = try Listener(loop: loop, address: .tcp(host: "127.0.0.1", port: 0)) { stream in
                accepted.append(names.map { stream.option($0) })
                stream.close()
            }
            ByteStream.connect(to: listener.address, on: loop) { _ in }
            return []
        }
        #expect(options.isEmpty)
        #expect(accepted.take(countMax: 1)?.first == [60, 10, 3, 60_000])
    }
}
