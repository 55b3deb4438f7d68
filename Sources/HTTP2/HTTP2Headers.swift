internal import CNghttp2
internal import Glibc
internal import Ground

/// A list of headers to send.
@safe public final class HTTP2Headers: @unchecked Sendable {
    // Unchecked: a fixed list never changes; any other belongs to whoever makes it, and is dropped after its use.
    private let bytes = ByteBuffer(capacity: 256)
    private var lengths: [(name: Int, value: Int)] = []
    /// Of a fixed list only: points into `bytes`, which stay for ever.
    private var fixed: UnsafeMutablePointer<nghttp2_nv>?

    public init() {}

    /// A list that is sent again and again: keep it for ever, since it is never copied.
    public init(fixed headers: [(name: String, value: String)]) {
        for header in headers { add(header.name, header.value) }
        let vectors = UnsafeMutablePointer<nghttp2_nv>.allocate(capacity: max(1, headers.count))
        let flags = UInt8(NGHTTP2_NV_FLAG_NO_COPY_NAME.rawValue | NGHTTP2_NV_FLAG_NO_COPY_VALUE.rawValue)
        fill(vectors, flags: flags)
        fixed = vectors
    }

    deinit {
        precondition(fixed == nil, "a fixed list of headers was dropped")
    }

    public var count: Int { lengths.count }

    /// Adds a header. The name is in lower case; the value holds no line breaks.
    public func add(_ name: String, _ value: String) {
        precondition(fixed == nil)
        var (name, value) = (name, value)
        name.withUTF8 { bytes.append(UnsafeRawBufferPointer($0)) }
        value.withUTF8 { bytes.append(UnsafeRawBufferPointer($0)) }
        lengths.append((name.utf8.count, value.utf8.count))
    }

    /// Runs `body` with the list as nghttp2 wants it.
    func withVectors<Result>(_ body: (UnsafePointer<nghttp2_nv>?, Int) -> Result) -> Result {
        if let fixed { return body(UnsafePointer(fixed), count) }
        return withUnsafeTemporaryAllocation(of: nghttp2_nv.self, capacity: max(1, count)) { vectors in
            fill(vectors.baseAddress!, flags: UInt8(NGHTTP2_NV_FLAG_NONE.rawValue))
            return body(UnsafePointer(vectors.baseAddress!), count)
        }
    }

    private func fill(_ vectors: UnsafeMutablePointer<nghttp2_nv>, flags: UInt8) {
        var start = bytes.mutableBytes.baseAddress!.assumingMemoryBound(to: UInt8.self)
        for (index, length) in lengths.enumerated() {
            (vectors + index).initialize(
                to: nghttp2_nv(
                    name: start, value: start + length.name, namelen: length.name, valuelen: length.value,
                    flags: flags))
            start += length.name + length.value
        }
    }
}
