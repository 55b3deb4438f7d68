internal import CMessages
internal import CProtobufC
internal import Glibc
internal import Vocabulary

/// Values copied out of the C structs that protobuf-c unpacked.
enum Unpacked {
    /// The value that `bytes` encode.
    static func value<Message: PackedMessage>(of bytes: UnsafeRawBufferPointer) throws(CallFailure) -> Message {
        try MessageCheck(repeatedCountMax: Message.repeatedCountMax).check(bytes.bytes, as: Message.descriptor)
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
        // Checked once is enough: `MessageCheck` has seen to it that this is UTF-8 and ends at its NUL.
        let letters = UnsafeRawBufferPointer(start: text, count: strlen(text)).assumingMemoryBound(to: UInt8.self)
        return String(copying: UTF8Span(unchecked: letters.span))
    }

    /// An array whose elements are made in place.
    @inline(__always)
    private static func array<Element>(_ count: Int, _ make: (Int) -> Element) -> [Element] {
        guard count > 0 else { return [] }
        return [Element](unsafeUninitializedCapacity: count) { elements, filled in
            while filled < count {
                elements.initializeElement(at: filled, to: make(filled))
                filled += 1
            }
        }
    }

    static func blob(_ data: ProtobufCBinaryData) -> [UInt8] {
        numbers(data.len, data.data)
    }

    static func strings(_ count: Int, _ texts: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?) -> [String] {
        array(count) { string(texts?[$0]) }
    }

    static func blobs(_ count: Int, _ blobs: UnsafeMutablePointer<ProtobufCBinaryData>?) -> [[UInt8]] {
        array(count) { blob(blobs![$0]) }
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
        array(count) { Message(raw: raws![$0]!) }
    }
}
