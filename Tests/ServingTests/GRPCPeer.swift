import Eventing
import Ground
import TrialHTTP2

/// A raw client that speaks HTTP/2, right or wrong.
final class GRPCPeer {
    let raw: RawPeer
    let reader = HTTP2FrameReader()

    init(_ address: SocketAddress, opening: [UInt8] = HTTP2Bytes.opening) {
        raw = RawPeer(address, preface: nil)
        raw.send(opening)
    }

    /// Reads until `condition` holds; false at the end of the connection, and when nothing came for five seconds.
    @discardableResult
    func read(until condition: (HTTP2FrameReader) -> Bool) -> Bool {
        while !condition(reader) {
            let bytes = raw.some()
            guard !bytes.isEmpty else { return false }
            reader.feed(bytes)
        }
        return true
    }

    /// The status of the call on `stream`, once it is answered.
    func status(of stream: UInt32) -> String? {
        read { $0.status(of: stream) != nil }
        return reader.status(of: stream)
    }

    /// True when the server ends the connection.
    func isEnded() -> Bool {
        while true {
            let bytes = raw.some()
            if bytes.isEmpty { return raw.hasEnded }
            reader.feed(bytes)
        }
    }
}
