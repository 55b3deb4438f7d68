public import Ground

/// The 16 bytes that each side sends first, and what it promises with them.
public struct Preface: Equatable, Sendable {
    /// Bytes of a preface.
    public static let byteCount = 16
    /// The version spoken here. Another major version is another protocol; a larger minor one only adds to it.
    public static let majorVersion: UInt8 = 1
    public static let minorVersion: UInt8 = 0
    /// The smallest `frameByteCountMax` that is accepted, so that an error always fits.
    public static let frameByteCountLeast: UInt32 = 1_024

    /// `TSRA` as the number that a little-endian load of four bytes gives.
    static let magic: UInt32 = 0x4152_5354

    /// Bytes of one frame's body that the sender accepts.
    public var frameByteCountMax: UInt32
    /// Calls that the sender lets the other side have in flight; 0 from a client.
    public var inFlightCountMax: UInt32

    public init(frameByteCountMax: UInt32, inFlightCountMax: UInt32) {
        self.frameByteCountMax = frameByteCountMax
        self.inFlightCountMax = inFlightCountMax
    }

    /// The preface whose bytes, loaded little-endian, are `low` and `high`.
    init(low: UInt64, high: UInt64) throws(ProtocolError) {
        guard UInt32(truncatingIfNeeded: low) == Self.magic else { throw .prefaceInvalid }
        let major = UInt8(truncatingIfNeeded: low >> 32)
        guard major == Self.majorVersion else { throw .versionUnknown(major) }
        let flags = UInt16(truncatingIfNeeded: low >> 48)
        guard flags == 0 else { throw .prefaceFlagsReserved(flags) }
        frameByteCountMax = UInt32(truncatingIfNeeded: high)
        inFlightCountMax = UInt32(truncatingIfNeeded: high >> 32)
        guard frameByteCountMax >= Self.frameByteCountLeast else { throw .peerLimitTooSmall(frameByteCountMax) }
    }

    /// Adds the preface to `buffer`.
    public func write(to buffer: ByteBuffer) {
        let start = unsafe buffer.extend(byteCount: Self.byteCount)
        let version = UInt32(Self.majorVersion) | UInt32(Self.minorVersion) << 8
        unsafe start.storeBytes(of: Self.magic.littleEndian, as: UInt32.self)
        unsafe start.storeBytes(of: version.littleEndian, toByteOffset: 4, as: UInt32.self)
        unsafe start.storeBytes(of: frameByteCountMax.littleEndian, toByteOffset: 8, as: UInt32.self)
        unsafe start.storeBytes(of: inFlightCountMax.littleEndian, toByteOffset: 12, as: UInt32.self)
    }
}
