internal import CLibuv
internal import Glibc

/// Where a socket listens or connects: a host and a port, or the path of a Unix socket.
public enum SocketAddress: Hashable, Sendable {
    case tcp(host: String, port: UInt16)
    case unix(path: String)

    /// Bytes of a Unix socket's path, at most: what the kernel's `sockaddr_un` holds, less its closing zero.
    public static let pathByteCountMax = 107

    /// The address that `text` writes: `tcp://127.0.0.1:7700`, `127.0.0.1:7700`, `tcp://[::1]:7700`, `unix:/path`.
    ///
    /// `localhost` stands for 127.0.0.1. Any other name is looked up whenever something connects there, and cannot be
    /// listened at.
    public init(_ text: String) throws(LoopError) {
        if text.hasPrefix("unix:") {
            var path = text.dropFirst(5)
            if path.hasPrefix("//") { path = path.dropFirst(2) }
            guard !path.isEmpty, path.utf8.count <= Self.pathByteCountMax, !path.utf8.contains(0) else {
                throw .addressInvalid(text)
            }
            self = .unix(path: String(path))
            return
        }
        let rest = text.hasPrefix("tcp://") ? text.dropFirst(6) : text[...]
        guard let colon = rest.lastIndex(of: ":"), let port = UInt16(rest[rest.index(after: colon)...]) else {
            throw .addressInvalid(text)
        }
        var host = rest[..<colon]
        if host.hasPrefix("["), host.hasSuffix("]") {
            host = host.dropFirst().dropLast()
        } else if host.contains(":") {
            throw .addressInvalid(text)
        }
        self = .tcp(host: host == "localhost" ? "127.0.0.1" : String(host), port: port)
        if !isNumeric, !Self.isName(host) { throw .addressInvalid(text) }
    }

    /// False for the name of a host, which must be looked up.
    public var isNumeric: Bool {
        guard case .tcp = self else { return true }
        return (try? storage()) != nil
    }

    /// True for what may name a host: labels of letters, digits, hyphens and underscores, the last one no number.
    private static func isName(_ host: Substring) -> Bool {
        let labels = host.split(separator: ".", omittingEmptySubsequences: false)
        guard host.utf8.count <= 253, labels.last?.utf8.allSatisfy({ (0x30...0x39).contains($0) }) == false else {
            return false
        }
        return labels.allSatisfy { label in
            (1...63).contains(label.utf8.count) && label.first != "-" && label.last != "-"
                && label.utf8.allSatisfy { byte in
                    (0x30...0x39).contains(byte) || (0x61...0x7a).contains(byte | 0x20)
                        || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_")
                }
        }
    }

    /// The kernel's form of a TCP address whose host is a number.
    func storage() throws(LoopError) -> sockaddr_storage {
        guard case .tcp(let host, let port) = self else { throw .addressInvalid(description) }
        var storage = sockaddr_storage()
        let status = withUnsafeMutableBytes(of: &storage) { bytes in
            if host.utf8.contains(UInt8(ascii: ":")) {
                return uv_ip6_addr(host, CInt(port), bytes.baseAddress!.assumingMemoryBound(to: sockaddr_in6.self))
            }
            return uv_ip4_addr(host, CInt(port), bytes.baseAddress!.assumingMemoryBound(to: sockaddr_in.self))
        }
        guard status == 0 else { throw .addressInvalid(description) }
        return storage
    }

    /// The address in `storage`; nil when it is neither IPv4 nor IPv6.
    init?(_ storage: sockaddr_storage) {
        var storage = storage
        var host = [CChar](repeating: 0, count: 64)
        let family = CInt(storage.ss_family)
        let port = withUnsafeBytes(of: &storage) { bytes -> UInt16? in
            let start = bytes.baseAddress!
            if family == AF_INET {
                let address = start.assumingMemoryBound(to: sockaddr_in.self)
                return uv_ip4_name(address, &host, host.count) == 0 ? UInt16(bigEndian: address.pointee.sin_port) : nil
            }
            guard family == AF_INET6 else { return nil }
            let address = start.assumingMemoryBound(to: sockaddr_in6.self)
            return uv_ip6_name(address, &host, host.count) == 0 ? UInt16(bigEndian: address.pointee.sin6_port) : nil
        }
        guard let port else { return nil }
        let end = host.firstIndex(of: 0) ?? host.count
        self = .tcp(host: String(decoding: host[..<end].map { UInt8(bitPattern: $0) }, as: UTF8.self), port: port)
    }
}

extension SocketAddress: CustomStringConvertible {
    public var description: String {
        switch self {
        case .tcp(let host, let port): host.contains(":") ? "tcp://[\(host)]:\(port)" : "tcp://\(host):\(port)"
        case .unix(let path): "unix:\(path)"
        }
    }
}
