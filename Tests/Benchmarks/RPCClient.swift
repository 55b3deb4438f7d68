import ArgumentParser
import Eventing
import Glibc
import Ground
import Session

/// The client that `rpc` measures with: a plain loop over a blocking socket, which sends a batch of requests in one
/// write and waits for all of its answers, as redis-benchmark does.
struct RPCClient: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rpc-client", abstract: "Makes empty calls and says how long they took.", shouldDisplay: false)

    @Option(help: "Where the server listens.")
    var address: String

    @Option(help: "Number of the method.")
    var method = RPCServer.inlineCode

    @Option(help: "Calls of one batch.")
    var batch = 64

    @Option(help: "Calls in all.")
    var count = 1_000_000

    func run() throws {
        let descriptor = try connected(to: SocketAddress(address))
        let requests = ByteBuffer()
        Preface(frameByteCountMax: 1 << 20, inFlightCountMax: 0).write(to: requests)
        try send(requests, descriptor)
        try receive(Preface.byteCount, descriptor)
        requests.clear()
        for stream in 1...UInt32(batch) {
            FrameHeader(.request, code: method, stream: stream).write(to: requests)
        }
        let start = MonotonicTime.now
        for _ in 0..<count / batch {
            try send(requests, descriptor)
            try receive(batch * FrameHeader.byteCount, descriptor)
        }
        let seconds = Double(MonotonicTime.now.microseconds(since: start)) / 1e6
        print(Int(Double(count / batch * batch) / seconds))
    }

    private func connected(to address: SocketAddress) throws -> CInt {
        let descriptor: CInt
        let status: CInt
        switch address {
        case .unix(let path):
            descriptor = socket(AF_UNIX, CInt(SOCK_STREAM.rawValue), 0)
            var name = sockaddr_un()
            name.sun_family = sa_family_t(AF_UNIX)
            withUnsafeMutableBytes(of: &name.sun_path) { $0.copyBytes(from: path.utf8) }
            status = withUnsafeBytes(of: &name) {
                connect(descriptor, $0.baseAddress!.assumingMemoryBound(to: sockaddr.self), socklen_t($0.count))
            }
        case .tcp(_, let port):
            descriptor = socket(AF_INET, CInt(SOCK_STREAM.rawValue), 0)
            var name = sockaddr_in()
            name.sin_family = sa_family_t(AF_INET)
            name.sin_port = port.bigEndian
            name.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
            status = withUnsafeBytes(of: &name) {
                connect(descriptor, $0.baseAddress!.assumingMemoryBound(to: sockaddr.self), socklen_t($0.count))
            }
            var one: CInt = 1
            setsockopt(descriptor, CInt(IPPROTO_TCP), TCP_NODELAY, &one, socklen_t(MemoryLayout<CInt>.size))
        }
        guard status == 0 else { throw ValidationError("connecting to \(address) failed with \(errno)") }
        return descriptor
    }

    private func send(_ buffer: ByteBuffer, _ descriptor: CInt) throws {
        guard write(descriptor, buffer.bytes.baseAddress, buffer.count) == buffer.count else {
            throw ValidationError("writing failed with \(errno)")
        }
    }

    private func receive(_ byteCount: Int, _ descriptor: CInt) throws {
        var left = byteCount
        try withUnsafeTemporaryAllocation(byteCount: 1 << 16, alignment: 16) { chunk in
            while left > 0 {
                let count = read(descriptor, chunk.baseAddress, min(left, chunk.count))
                guard count > 0 else { throw ValidationError("the server went away") }
                left -= count
            }
        }
    }
}
