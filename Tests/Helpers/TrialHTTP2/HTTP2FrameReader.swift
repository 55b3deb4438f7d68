import CNghttp2

/// Makes frames of what a server sends, and reads their headers.
public final class HTTP2FrameReader {
    private var rest: [UInt8] = []
    private let inflater: OpaquePointer
    public private(set) var frames: [HTTP2Frame] = []

    public init() {
        var made: OpaquePointer?
        precondition(nghttp2_hd_inflate_new(&made) == 0)
        inflater = made!
    }

    deinit {
        nghttp2_hd_inflate_del(inflater)
    }

    public func feed(_ bytes: [UInt8]) {
        rest += bytes
        while rest.count >= 9 {
            let count = Int(rest[0]) << 16 | Int(rest[1]) << 8 | Int(rest[2])
            guard rest.count >= 9 + count else { return }
            var frame = HTTP2Frame(
                kind: rest[3], flags: rest[4],
                stream: rest[5..<9].reduce(0) { $0 << 8 | UInt32($1) } & 0x7FFF_FFFF,
                payload: Array(rest[9..<9 + count]))
            if frame.kind == HTTP2Bytes.Kind.headers { frame.headers = headers(frame.payload) }
            frames.append(frame)
            rest.removeFirst(9 + count)
        }
    }

    private func headers(_ block: [UInt8]) -> [String: String] {
        var headers: [String: String] = [:]
        block.withUnsafeBufferPointer { block in
            var start = 0
            while true {
                var entry = nghttp2_nv()
                var flags: CInt = 0
                let count = nghttp2_hd_inflate_hd2(
                    inflater, &entry, &flags, block.baseAddress! + start, block.count - start, 1)
                precondition(count >= 0, "the server's headers are malformed")
                start += count
                if flags & CInt(NGHTTP2_HD_INFLATE_EMIT.rawValue) != 0 {
                    let name = String(
                        decoding: UnsafeBufferPointer(start: entry.name, count: entry.namelen), as: UTF8.self)
                    headers[name] = String(
                        decoding: UnsafeBufferPointer(start: entry.value, count: entry.valuelen), as: UTF8.self)
                }
                if flags & CInt(NGHTTP2_HD_INFLATE_FINAL.rawValue) != 0 { break }
            }
        }
        nghttp2_hd_inflate_end_headers(inflater)
        return headers
    }

    /// The frames of `stream`, window updates not among them.
    public func frames(of stream: UInt32) -> [HTTP2Frame] {
        frames.filter { $0.stream == stream && $0.kind != HTTP2Bytes.Kind.windowUpdate }
    }

    /// The reasons of all go-aways.
    public var goAwayCodes: [UInt32] {
        frames.filter { $0.kind == HTTP2Bytes.Kind.goAway }.compactMap(\.errorCode)
    }

    /// The status that `stream` ended with; nil while it has not.
    public func status(of stream: UInt32) -> String? {
        frames(of: stream).last { $0.isLast }?.headers["grpc-status"]
    }

    /// The bytes of all messages on `stream`, heads included.
    public func body(of stream: UInt32) -> [UInt8] {
        frames(of: stream).filter { $0.kind == HTTP2Bytes.Kind.data }.flatMap(\.payload)
    }
}
