import Ground

/// Writes fields of a protobuf message.
enum FieldWriter {
    static func write(_ tag: Int, _ bytes: [UInt8], to buffer: ByteBuffer) {
        varint(UInt64(tag << 3 | 2), to: buffer)
        varint(UInt64(bytes.count), to: buffer)
        bytes.withUnsafeBytes { buffer.append($0) }
    }

    static func write(_ tag: Int, _ number: UInt64, to buffer: ByteBuffer) {
        varint(UInt64(tag << 3), to: buffer)
        varint(number, to: buffer)
    }

    private static func varint(_ value: UInt64, to buffer: ByteBuffer) {
        var rest = value
        repeat {
            let byte = UInt8(rest & 127)
            rest >>= 7
            buffer.extend(byteCount: 1).storeBytes(of: rest > 0 ? byte | 128 : byte, as: UInt8.self)
        } while rest > 0
    }
}
