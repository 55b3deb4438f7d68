/// 16-bit floats as the little-endian bytes that records hold.
public enum HalfBytes {
    public static func bytes(of halves: [UInt16]) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: halves.count * 2) { bytes, count in
            for (place, half) in halves.enumerated() {
                bytes[2 * place] = UInt8(half & 0xFF)
                bytes[2 * place + 1] = UInt8(half >> 8)
            }
            count = halves.count * 2
        }
    }

    /// nil when a byte is missing at the end.
    public static func halves(of bytes: [UInt8]) -> [UInt16]? {
        guard bytes.count % 2 == 0 else { return nil }
        return bytes.withUnsafeBytes { raw in
            [UInt16](unsafeUninitializedCapacity: bytes.count / 2) { halves, count in
                for place in 0..<(bytes.count / 2) {
                    halves[place] = UInt16(
                        littleEndian: raw.loadUnaligned(fromByteOffset: 2 * place, as: UInt16.self))
                }
                count = bytes.count / 2
            }
        }
    }
}
