/// The bytes of HTTP/2 frames, right and wrong ones.
public enum HTTP2Bytes {
    public static let preface = Array("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".utf8)

    public enum Kind {
        public static let data: UInt8 = 0
        public static let headers: UInt8 = 1
        public static let priority: UInt8 = 2
        public static let reset: UInt8 = 3
        public static let settings: UInt8 = 4
        public static let ping: UInt8 = 6
        public static let goAway: UInt8 = 7
        public static let windowUpdate: UInt8 = 8
        public static let continuation: UInt8 = 9
    }

    public static let endStream: UInt8 = 1
    public static let acknowledged: UInt8 = 1
    public static let endHeaders: UInt8 = 4

    public static func frame(_ kind: UInt8, flags: UInt8 = 0, stream: UInt32 = 0, _ payload: [UInt8] = []) -> [UInt8] {
        let count = payload.count
        return [UInt8(count >> 16), UInt8(count >> 8 & 255), UInt8(count & 255), kind, flags] + number(stream) + payload
    }

    public static func number(_ value: UInt32) -> [UInt8] {
        withUnsafeBytes(of: value.bigEndian) { Array($0) }
    }

    /// A settings frame with one entry, or none.
    public static func settings(_ id: UInt16? = nil, _ value: UInt32 = 0) -> [UInt8] {
        guard let id else { return frame(Kind.settings) }
        return frame(Kind.settings, [UInt8(id >> 8), UInt8(id & 255)] + number(value))
    }

    /// What a client says first.
    public static let opening = preface + settings()

    /// Headers as they are, without a table or Huffman's code.
    public static func block(_ headers: [(String, String)]) -> [UInt8] {
        headers.flatMap { [0] + text($0.0) + text($0.1) }
    }

    private static func text(_ text: String) -> [UInt8] {
        let bytes = Array(text.utf8)
        var length: [UInt8] = []
        if bytes.count < 127 {
            length = [UInt8(bytes.count)]
        } else {
            length = [127]
            var rest = bytes.count - 127
            while rest >= 128 {
                length.append(UInt8(rest & 127) | 128)
                rest >>= 7
            }
            length.append(UInt8(rest))
        }
        return length + bytes
    }

    public static func headers(_ stream: UInt32, _ headers: [(String, String)], isLast: Bool = false) -> [UInt8] {
        frame(Kind.headers, flags: endHeaders | (isLast ? endStream : 0), stream: stream, block(headers))
    }

    public static func data(_ stream: UInt32, _ bytes: [UInt8], isLast: Bool = false) -> [UInt8] {
        frame(Kind.data, flags: isLast ? endStream : 0, stream: stream, bytes)
    }

    public static func reset(_ stream: UInt32, code: UInt32 = 8) -> [UInt8] {
        frame(Kind.reset, stream: stream, number(code))
    }

    public static func ping(_ mark: UInt8 = 0) -> [UInt8] {
        frame(Kind.ping, Array(repeating: mark, count: 8))
    }

    public static func windowUpdate(_ stream: UInt32, _ byteCount: UInt32) -> [UInt8] {
        frame(Kind.windowUpdate, stream: stream, number(byteCount))
    }

    // MARK: gRPC

    /// The headers of a call.
    public static func callHeaders(_ path: String, _ more: [(String, String)] = []) -> [(String, String)] {
        [
            (":method", "POST"), (":scheme", "http"), (":path", path), (":authority", "test"),
            ("content-type", "application/grpc"), ("te", "trailers"),
        ] + more
    }

    /// A message after its five bytes.
    public static func message(_ bytes: [UInt8], isCompressed: Bool = false) -> [UInt8] {
        [isCompressed ? 1 : 0] + number(UInt32(bytes.count)) + bytes
    }

    /// All of a call with one message.
    public static func call(
        _ stream: UInt32, _ path: String, _ bytes: [UInt8] = [], _ more: [(String, String)] = []
    ) -> [UInt8] {
        headers(stream, callHeaders(path, more)) + data(stream, message(bytes), isLast: true)
    }
}
