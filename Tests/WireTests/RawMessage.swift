/// A protobuf message written byte by byte, so that it may be wrong.
struct RawMessage {
    private(set) var bytes: [UInt8] = []

    static func varint(_ number: UInt64) -> [UInt8] {
        var rest = number
        var bytes: [UInt8] = []
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        return bytes + [UInt8(rest)]
    }

    func adding(_ more: [UInt8]) -> RawMessage {
        RawMessage(bytes: bytes + more)
    }

    /// A tag and what follows it.
    func field(_ number: UInt64, wireType: UInt64, _ value: [UInt8]) -> RawMessage {
        adding(Self.varint(number << 3 | wireType) + value)
    }

    func number(_ field: UInt64, _ value: UInt64) -> RawMessage {
        self.field(field, wireType: 0, Self.varint(value))
    }

    func counted(_ field: UInt64, _ value: [UInt8]) -> RawMessage {
        self.field(field, wireType: 2, Self.varint(UInt64(value.count)) + value)
    }

    func text(_ field: UInt64, _ value: String) -> RawMessage {
        counted(field, [UInt8](value.utf8))
    }

    func message(_ field: UInt64, _ value: RawMessage = RawMessage()) -> RawMessage {
        counted(field, value.bytes)
    }
}
