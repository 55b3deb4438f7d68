public import Ground

/// The 16 bytes before each frame's body, little-endian: byte count of the body, kind, flags, code, stream, value.
public struct FrameHeader: Equatable, Sendable {
    /// Bytes of a header.
    public static let byteCount = 16
    /// The body starts with a u32 byte count and a `Metadata` message of that size.
    public static let metadataFlag: UInt8 = 1

    public var bodyByteCount: UInt32
    public var kind: UInt8
    public var flags: UInt8
    /// The method of a request, the status of a response or a go-away; else 0.
    public var code: UInt16
    /// The call that the frame belongs to; 0 when it belongs to the connection.
    public var stream: UInt32
    /// Request: timeout in microseconds, 0 = none. Response: server time in microseconds. Go-away: the last stream
    /// that will be answered. Credit: the increment.
    public var value: UInt32

    @inlinable
    public init(
        _ kind: FrameKind, bodyByteCount: Int = 0, flags: UInt8 = 0, code: UInt16 = 0, stream: UInt32 = 0,
        value: UInt32 = 0
    ) {
        self.bodyByteCount = UInt32(bodyByteCount)
        self.kind = kind.rawValue
        self.flags = flags
        self.code = code
        self.stream = stream
        self.value = value
    }

    /// The header at `start`, which has at least `byteCount` bytes and any alignment.
    @inlinable
    public init(at start: UnsafeRawPointer) {
        self.init(
            low: UInt64(littleEndian: unsafe start.loadUnaligned(as: UInt64.self)),
            high: UInt64(littleEndian: unsafe start.loadUnaligned(fromByteOffset: 8, as: UInt64.self)))
    }

    /// The header whose bytes, loaded little-endian, are `low` and `high`.
    @inlinable
    init(low: UInt64, high: UInt64) {
        bodyByteCount = UInt32(truncatingIfNeeded: low)
        kind = UInt8(truncatingIfNeeded: low >> 32)
        flags = UInt8(truncatingIfNeeded: low >> 40)
        code = UInt16(truncatingIfNeeded: low >> 48)
        stream = UInt32(truncatingIfNeeded: high)
        value = UInt32(truncatingIfNeeded: high >> 32)
    }

    /// Writes the header to `start`, which has room for `byteCount` bytes and any alignment.
    @inlinable
    public func store(to start: UnsafeMutableRawPointer) {
        let low =
            UInt64(bodyByteCount) | UInt64(kind) << 32 | UInt64(flags) << 40 | UInt64(code) << 48
        let high = UInt64(stream) | UInt64(value) << 32
        unsafe start.storeBytes(of: low.littleEndian, as: UInt64.self)
        unsafe start.storeBytes(of: high.littleEndian, toByteOffset: 8, as: UInt64.self)
    }

    /// Adds the header to `buffer`.
    public func write(to buffer: ByteBuffer) {
        unsafe store(to: buffer.extend(byteCount: Self.byteCount))
    }
}
