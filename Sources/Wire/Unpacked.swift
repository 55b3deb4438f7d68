internal import CMessages
internal import CProtobufC
internal import Vocabulary

/// Values copied out of the C structs that protobuf-c unpacked.
enum Unpacked {
    /// The value that `bytes` encode.
    static func value<Message: PackedMessage>(of bytes: UnsafeRawBufferPointer) throws(CallFailure) -> Message {
        try MessageCheck().check(bytes.bytes, as: Message.descriptor)
        guard let arena = tsk_arena_of_thread() else {
            throw CallFailure(.resourceExhausted, "memory", "No memory for a thread's arena.")
        }
        precondition(!arena.pointee.is_busy, "a message was unpacked inside another one")
        let quota = Limits.unpackQuota(byteCount: bytes.count)
        tsk_arena_begin(arena, quota)
        defer { tsk_arena_end(arena) }
        // protobuf-c wants an address even for an empty message.
        let start = bytes.baseAddress ?? UnsafeRawPointer(arena)
        let raw = UnsafeMutableRawPointer(arena).withMemoryRebound(to: ProtobufCAllocator.self, capacity: 1) {
            protobuf_c_message_unpack(
                Message.descriptor, $0, bytes.count, start.assumingMemoryBound(to: UInt8.self))
        }
        guard let raw else {
            if arena.pointee.is_exhausted {
                throw CallFailure(
                    .resourceExhausted, "unpack_quota",
                    "A message of \(bytes.count) bytes needs more than \(quota) bytes of memory.", limit: Int64(quota))
            }
            throw CallFailure(.invalidArgument, "malformed_message", "The bytes are not a protobuf message.")
        }
        return Message(raw: UnsafeRawPointer(raw).assumingMemoryBound(to: Message.Raw.self))
    }

    static func string(_ text: UnsafeMutablePointer<CChar>?) -> String {
        guard let text else { return "" }
        return String(cString: text)
    }

    static func blob(_ data: ProtobufCBinaryData) -> [UInt8] {
        numbers(data.len, data.data)
    }

    static func strings(_ count: Int, _ texts: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?) -> [String] {
        UnsafeBufferPointer(start: texts, count: count).map(string)
    }

    static func blobs(_ count: Int, _ blobs: UnsafeMutablePointer<ProtobufCBinaryData>?) -> [[UInt8]] {
        UnsafeBufferPointer(start: blobs, count: count).map(blob)
    }

    static func numbers<Number: BitwiseCopyable>(_ count: Int, _ numbers: UnsafeMutablePointer<Number>?) -> [Number] {
        Array(UnsafeBufferPointer(start: numbers, count: numbers == nil ? 0 : count))
    }

    static func message<Message: PackedMessage>(_ raw: UnsafeMutablePointer<Message.Raw>?) -> Message? {
        guard let raw else { return nil }
        return Message(raw: raw)
    }

    static func messages<Message: PackedMessage>(
        _ count: Int, _ raws: UnsafeMutablePointer<UnsafeMutablePointer<Message.Raw>?>?
    ) -> [Message] {
        UnsafeBufferPointer(start: raws, count: count).map { Message(raw: $0!) }
    }
}
