internal import CLibuv

/// Why something of the event loop failed.
public enum LoopError: Error, Equatable, Sendable {
    /// The text is no address of the forms that `SocketAddress` reads.
    case addressInvalid(String)
    /// Somebody listens there already, or the path of a Unix socket is taken by a file of another kind.
    case addressInUse(SocketAddress)
    /// libuv's code, a negated `errno`, and what was being done.
    case system(code: Int32, doing: String)
    /// The other side closed the connection.
    case ended
}

extension LoopError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .addressInvalid(let text):
            "'\(text)' is no address; write tcp://127.0.0.1:7700, tcp://[::1]:7700, tcp://localhost:7700 or "
                + "unix:/path/of/socket (where it listens, other hosts by their numbers)"
        case .addressInUse(let address):
            "\(address) is in use by another process or file"
        case .system(let code, let doing):
            "\(doing) failed: \(Self.text(of: code)) (\(Self.name(of: code)))"
        case .ended:
            "the other side closed the connection"
        }
    }

    /// libuv's name of an error, `ECONNREFUSED` for example.
    private static func name(of code: Int32) -> String {
        withUnsafeTemporaryAllocation(of: CChar.self, capacity: 64) { buffer in
            String(cString: uv_err_name_r(code, buffer.baseAddress, buffer.count))
        }
    }

    private static func text(of code: Int32) -> String {
        withUnsafeTemporaryAllocation(of: CChar.self, capacity: 128) { buffer in
            String(cString: uv_strerror_r(code, buffer.baseAddress, buffer.count))
        }
    }

    /// Throws what `status` reports when it is negative.
    static func check(_ status: CInt, _ doing: @autoclosure () -> String) throws(LoopError) {
        if status < 0 { throw .system(code: status, doing: doing()) }
    }
}
