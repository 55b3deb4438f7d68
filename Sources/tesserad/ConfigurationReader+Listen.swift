import Eventing

extension ConfigurationReader {
    /// An address that may be listened at: without keys or TLS, a loopback address or a Unix socket, unless told
    /// otherwise.
    static func listenAddress(
        _ text: String, place: String, allowsPlaintext: Bool
    ) throws(ConfigurationError) -> SocketAddress {
        let address = try self.address(text, place: place)
        guard case .tcp(let host, _) = address else { return address }
        guard address.isNumeric else {
            throw ConfigurationError(
                place: place, message: "`\(text)` names a host; write the number of an address to listen at")
        }
        if !allowsPlaintext, !host.hasPrefix("127."), host != "::1" {
            let reason =
                "there are no keys or TLS yet: only those and Unix sockets are served unless `allow_plaintext` is true"
            throw ConfigurationError(place: place, message: "\(address) is no loopback address; \(reason)")
        }
        return address
    }

    /// The address that `text` writes.
    static func address(_ text: String, place: String) throws(ConfigurationError) -> SocketAddress {
        do throws(LoopError) {
            return try SocketAddress(text)
        } catch {
            throw ConfigurationError(place: place, message: "\(error)")
        }
    }
}
