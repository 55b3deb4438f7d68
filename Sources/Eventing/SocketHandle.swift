internal import CLibuv

/// The sole owner of the handle of a TCP or Unix socket.
struct SocketHandle: ~Copyable {
    private let owned: OwnedHandle<uv_any_handle>
    let isTCP: Bool

    /// A fresh socket of the kind that `address` needs.
    init(loop: UnsafeMutablePointer<uv_loop_t>, for address: SocketAddress) throws(LoopError) {
        switch address {
        case .tcp:
            isTCP = true
            owned = try OwnedHandle({ uv_tcp_init(loop, Self.tcp($0)) }, doing: "making a TCP socket")
        case .unix:
            isTCP = false
            owned = try OwnedHandle({ uv_pipe_init(loop, Self.pipe($0), 0) }, doing: "making a Unix socket")
        }
    }

    var base: UnsafeMutablePointer<uv_handle_t> { tsk_uv_handle(owned.raw) }
    var stream: UnsafeMutablePointer<uv_stream_t> { tsk_uv_stream(owned.raw) }

    static func tcp(_ handle: UnsafeMutableRawPointer) -> UnsafeMutablePointer<uv_tcp_t> {
        handle.assumingMemoryBound(to: uv_tcp_t.self)
    }

    static func pipe(_ handle: UnsafeMutableRawPointer) -> UnsafeMutablePointer<uv_pipe_t> {
        handle.assumingMemoryBound(to: uv_pipe_t.self)
    }
}
