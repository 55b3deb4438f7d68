internal import CMessages
internal import CProtobufC
internal import Glibc
internal import Ground

/// Memory for the C structs of one message on its way out, taken from the thread's arena.
struct Scratch {
    private let arena: UnsafeMutablePointer<tsk_arena>

    /// Adds the bytes of `message` to `buffer`.
    static func pack<Message: PackedMessage>(_ message: Message, to buffer: ByteBuffer) {
        guard let arena = tsk_arena_of_thread() else { fatalError("no memory for a thread's arena") }
        precondition(!arena.pointee.is_busy, "a message was packed inside another one")
        tsk_arena_begin(arena, .max)
        defer { tsk_arena_end(arena) }
        let raw: UnsafeMutablePointer<Message.Raw> = Scratch(arena: arena).message(message)
        let base = UnsafeRawPointer(raw).assumingMemoryBound(to: ProtobufCMessage.self)
        let byteCount = protobuf_c_message_get_packed_size(base)
        let target = buffer.extend(byteCount: byteCount).assumingMemoryBound(to: UInt8.self)
        let written = protobuf_c_message_pack(base, target)
        precondition(written == byteCount, "a message of \(byteCount) bytes was packed into \(written)")
    }

    private func room<Element>(for count: Int) -> UnsafeMutablePointer<Element> {
        guard let start = tsk_arena_take(arena, count * MemoryLayout<Element>.stride) else {
            fatalError("no memory to pack a message")
        }
        return start.bindMemory(to: Element.self, capacity: count)
    }

    /// `value` as C holds it.
    ///
    /// A NUL would end it early, so none may be inside: decoded text has none, and text of a user is checked at
    /// the door.
    func string(_ value: String) -> UnsafeMutablePointer<CChar> {
        var value = value
        return value.withUTF8 { bytes in
            let copy: UnsafeMutablePointer<CChar> = room(for: bytes.count + 1)
            if let start = bytes.baseAddress {
                precondition(memchr(start, 0, bytes.count) == nil, "text with a NUL cannot be sent")
                memcpy(copy, start, bytes.count)
            }
            copy[bytes.count] = 0
            return copy
        }
    }

    func blob(_ value: [UInt8]) -> ProtobufCBinaryData {
        ProtobufCBinaryData(len: value.count, data: numbers(value))
    }

    func strings(_ values: [String]) -> UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? {
        guard !values.isEmpty else { return nil }
        let copies: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?> = room(for: values.count)
        for index in values.indices { copies[index] = string(values[index]) }
        return copies
    }

    func blobs(_ values: [[UInt8]]) -> UnsafeMutablePointer<ProtobufCBinaryData>? {
        guard !values.isEmpty else { return nil }
        let copies: UnsafeMutablePointer<ProtobufCBinaryData> = room(for: values.count)
        for index in values.indices { copies[index] = blob(values[index]) }
        return copies
    }

    func numbers<Number: BitwiseCopyable>(_ values: [Number]) -> UnsafeMutablePointer<Number>? {
        guard !values.isEmpty else { return nil }
        let copies: UnsafeMutablePointer<Number> = room(for: values.count)
        values.withUnsafeBufferPointer { copies.update(from: $0.baseAddress!, count: values.count) }
        return copies
    }

    @inline(__always)
    func message<Message: PackedMessage>(_ value: Message) -> UnsafeMutablePointer<Message.Raw> {
        let raw: UnsafeMutablePointer<Message.Raw> = room(for: 1)
        value.fill(raw, from: self)
        return raw
    }

    @inline(__always)
    func message<Message: PackedMessage>(_ value: Message?) -> UnsafeMutablePointer<Message.Raw>? {
        guard let value else { return nil }
        let raw: UnsafeMutablePointer<Message.Raw> = message(value)
        return raw
    }

    func messages<Message: PackedMessage>(
        _ values: [Message]
    ) -> UnsafeMutablePointer<UnsafeMutablePointer<Message.Raw>?>? {
        guard !values.isEmpty else { return nil }
        let pointers: UnsafeMutablePointer<UnsafeMutablePointer<Message.Raw>?> = room(for: values.count)
        let raws: UnsafeMutablePointer<Message.Raw> = room(for: values.count)
        // Through a pointer, because the elements of an array are copied before a method of theirs is called.
        values.withUnsafeBufferPointer { values in
            for index in values.indices {
                values[index].fill(raws + index, from: self)
                pointers[index] = raws + index
            }
        }
        return pointers
    }
}
