internal import CProtobufC
internal import Vocabulary

/// The check that every message passes before protobuf-c touches its bytes.
///
/// Driven by protobuf-c's own descriptors, it finds all that the library would crash on, cut short or let pass:
/// malformed varints and lengths, fields of another wire type, text with a NUL or that is not UTF-8, unknown numbers of
/// enums, too deep nesting, too many elements. Unknown fields are skipped, groups refused. Of a scalar that is there
/// twice the last one counts, as protobuf says; a message that is there twice is refused, because protobuf-c's merging
/// is not worth its risk and no encoder writes such bytes. Allocates nothing unless a message is larger than 200 KB.
struct MessageCheck {
    private typealias Descriptor = UnsafePointer<ProtobufCMessageDescriptor>
    private typealias Field = UnsafePointer<ProtobufCFieldDescriptor>

    /// How a field's value stands in the bytes. The numbers are protobuf's.
    private enum WireType: UInt64 {
        case varint = 0
        case eightBytes = 1
        case counted = 2
        case fourBytes = 5
    }

    var depthMax = Limits.messageDepthMax
    var repeatedCountMax = Limits.repeatedCountMax

    /// Returns if protobuf-c may unpack `bytes` as a message that `descriptor` describes.
    ///
    /// - Throws: `INVALID_ARGUMENT` with the path of the field, `RESOURCE_EXHAUSTED` for too many elements.
    func check(
        _ bytes: RawSpan, as descriptor: UnsafePointer<ProtobufCMessageDescriptor>
    ) throws(CallFailure) {
        try checkMessage(bytes, from: 0, to: bytes.byteCount, as: descriptor, depth: 1)
    }

    private func checkMessage(
        _ bytes: RawSpan, from start: Int, to end: Int, as descriptor: Descriptor, depth: Int
    ) throws(CallFailure) {
        guard depth <= depthMax else {
            throw CallFailure(
                .invalidArgument, "nested_too_deep", "Messages are nested more than \(depthMax) deep.",
                limit: Int64(depthMax))
        }
        // Each element outside a packed field takes two bytes or more.
        let mayHoldTooMany = end - start > 2 * repeatedCountMax
        var counts: [Int] = mayHoldTooMany ? Array(repeating: 0, count: Int(descriptor.pointee.n_fields)) : []
        var messagesSeen: UInt64 = 0
        var at = start
        while at < end {
            let fieldStart = at
            guard let tag = Self.varint(bytes, &at, end), tag <= UInt32.max, tag >= 8, at - fieldStart <= 5 else {
                throw Self.malformed("no field starts", at: fieldStart)
            }
            guard let wireType = WireType(rawValue: tag & 7) else {
                throw Self.malformed("a field has wire type \(tag & 7)", at: fieldStart)
            }
            guard let valueStart = Self.skip(wireType, bytes, &at, end) else {
                throw Self.malformed("a value is cut short", at: fieldStart)
                    .inside(Self.name(of: tag >> 3, in: descriptor))
            }
            guard let index = Self.index(of: tag >> 3, in: descriptor) else { continue }
            let field = descriptor.pointee.fields + index
            do throws(CallFailure) {
                if mayHoldTooMany {
                    counts[index] += 1
                    try checkCount(counts[index], of: field)
                }
                if field.pointee.type == PROTOBUF_C_TYPE_MESSAGE, field.pointee.label != PROTOBUF_C_LABEL_REPEATED {
                    guard index < 64, messagesSeen & (1 << UInt64(index)) == 0 else {
                        throw CallFailure(.invalidArgument, "duplicate_field", "The field is there twice.")
                    }
                    messagesSeen |= 1 << UInt64(index)
                }
                try checkValue(of: field, wireType, bytes, from: valueStart, to: at, depth: depth)
            } catch {
                guard field.pointee.label == PROTOBUF_C_LABEL_REPEATED, Self.isCounted(field) else {
                    throw error.inside(String(cString: field.pointee.name))
                }
                let element = Self.countElements(of: tag >> 3, bytes, from: start, to: fieldStart)
                throw error.inside("\(String(cString: field.pointee.name))[\(element)]")
            }
        }
    }

    private func checkCount(_ count: Int, of field: Field) throws(CallFailure) {
        guard count > repeatedCountMax, field.pointee.label == PROTOBUF_C_LABEL_REPEATED else { return }
        throw CallFailure(
            .resourceExhausted, "too_many_elements", "The field has more than \(repeatedCountMax) elements.",
            limit: Int64(repeatedCountMax))
    }

    /// Checks the value whose bytes lie from `start` to `end`.
    @inline(__always)
    private func checkValue(
        of field: Field, _ wireType: WireType, _ bytes: RawSpan, from start: Int, to end: Int, depth: Int
    ) throws(CallFailure) {
        let expected = Self.wireType(of: field.pointee.type)
        guard wireType == expected else {
            guard wireType == .counted, field.pointee.label == PROTOBUF_C_LABEL_REPEATED else {
                throw CallFailure(
                    .invalidArgument, "wire_type",
                    "The field has wire type \(wireType.rawValue) instead of \(expected.rawValue).",
                    limit: Int64(expected.rawValue), value: Int64(wireType.rawValue))
            }
            return try checkPacked(field, expected, bytes, from: start, to: end)
        }
        switch field.pointee.type {
        case PROTOBUF_C_TYPE_MESSAGE:
            let descriptor = field.pointee.descriptor.assumingMemoryBound(to: ProtobufCMessageDescriptor.self)
            try checkMessage(bytes, from: start, to: end, as: descriptor, depth: depth + 1)
        case PROTOBUF_C_TYPE_STRING:
            guard let fault = TextCheck.fault(in: bytes, from: start, to: end) else { return }
            throw Self.failure(fault, textStart: start)
        case PROTOBUF_C_TYPE_ENUM:
            var at = start
            try checkEnum(field, Self.varint(bytes, &at, end))
        default:
            break
        }
    }

    private func checkPacked(
        _ field: Field, _ wireType: WireType, _ bytes: RawSpan, from start: Int, to end: Int
    ) throws(CallFailure) {
        var at = start
        switch wireType {
        case .fourBytes, .eightBytes:
            guard (end - at) % (wireType == .fourBytes ? 4 : 8) == 0 else {
                throw Self.malformed("packed numbers are cut short", at: start)
            }
        case .varint:
            while at < end {
                let numberStart = at
                guard let number = Self.varint(bytes, &at, end) else {
                    throw Self.malformed("a packed number is malformed", at: numberStart)
                }
                if field.pointee.type == PROTOBUF_C_TYPE_ENUM { try checkEnum(field, number) }
            }
        case .counted:
            throw Self.malformed("the field cannot be packed", at: start)
        }
    }

    private func checkEnum(_ field: Field, _ number: UInt64?) throws(CallFailure) {
        // An enum is an int32: protobuf-c sees the low half only.
        let number = Int32(truncatingIfNeeded: number ?? 0)
        let descriptor = field.pointee.descriptor.assumingMemoryBound(to: ProtobufCEnumDescriptor.self)
        for index in 0..<Int(descriptor.pointee.n_values) where descriptor.pointee.values[index].value == number {
            return
        }
        throw CallFailure(
            .invalidArgument, "unknown_enum_number",
            "\(number) is no \(String(cString: descriptor.pointee.short_name)).", value: Int64(number))
    }
}

extension MessageCheck {
    /// The number at `at`, which moves past it; nil when it does not end before `end` or needs more than 64 bits.
    @inline(__always)
    private static func varint(_ bytes: RawSpan, _ at: inout Int, _ end: Int) -> UInt64? {
        guard at < end else { return nil }
        let first = bytes.byte(at)
        at += 1
        return first < 0x80 ? UInt64(first) : longVarint(UInt64(first & 0x7F), bytes, &at, end)
    }

    private static func longVarint(_ first: UInt64, _ bytes: RawSpan, _ at: inout Int, _ end: Int) -> UInt64? {
        var number = first
        var shift: UInt64 = 7
        while at < end {
            let byte = bytes.byte(at)
            at += 1
            guard shift < 63 || byte <= 1 else { return nil }
            number |= UInt64(byte & 0x7F) << shift
            if byte < 0x80 { return number }
            shift += 7
        }
        return nil
    }

    /// Where the value at `at` starts, after its count if it has one; `at` moves past it. Nil when it is cut short.
    @inline(__always)
    private static func skip(_ wireType: WireType, _ bytes: RawSpan, _ at: inout Int, _ end: Int) -> Int? {
        var start = at
        switch wireType {
        case .varint:
            return varint(bytes, &at, end) == nil ? nil : start
        case .fourBytes:
            at += 4
        case .eightBytes:
            at += 8
        case .counted:
            // protobuf-c reads counts of five bytes at most.
            guard let count = varint(bytes, &at, end), at - start <= 5, count <= UInt64(end - at) else { return nil }
            start = at
            at += Int(count)
        }
        return at <= end ? start : nil
    }

    /// Where `descriptor` keeps the field of this number; nil when it knows none.
    @inline(__always)
    private static func index(of number: UInt64, in descriptor: Descriptor) -> Int? {
        // A message without fields has no table of them.
        guard let fields = descriptor.pointee.fields else { return nil }
        let count = Int(descriptor.pointee.n_fields)
        // Fields are numbered from one without gaps, but for some.
        let guess = Int(number) - 1
        if guess < count, fields[guess].id == number { return guess }
        return (0..<count).first { fields[$0].id == number }
    }

    private static func isCounted(_ field: Field) -> Bool {
        wireType(of: field.pointee.type) == .counted
    }

    @inline(__always)
    private static func wireType(of type: ProtobufCType) -> WireType {
        switch type {
        case PROTOBUF_C_TYPE_STRING, PROTOBUF_C_TYPE_BYTES, PROTOBUF_C_TYPE_MESSAGE: .counted
        case PROTOBUF_C_TYPE_FLOAT, PROTOBUF_C_TYPE_FIXED32, PROTOBUF_C_TYPE_SFIXED32: .fourBytes
        case PROTOBUF_C_TYPE_DOUBLE, PROTOBUF_C_TYPE_FIXED64, PROTOBUF_C_TYPE_SFIXED64: .eightBytes
        default: .varint
        }
    }
}

extension MessageCheck {
    private static func malformed(_ what: String, at offset: Int) -> CallFailure {
        CallFailure(
            .invalidArgument, "malformed_message", "The bytes are not such a message: \(what) at byte \(offset).",
            value: Int64(offset))
    }

    private static func failure(_ fault: TextCheck.Fault, textStart: Int) -> CallFailure {
        switch fault {
        case .nul(let offset):
            CallFailure(
                .invalidArgument, "nul_in_text", "The text has a NUL at its byte \(offset - textStart).",
                value: Int64(offset - textStart))
        case .notUTF8(let offset):
            CallFailure(
                .invalidArgument, "invalid_utf8", "The text is not UTF-8 at its byte \(offset - textStart).",
                value: Int64(offset - textStart))
        }
    }

    private static func name(of number: UInt64, in descriptor: Descriptor) -> String {
        guard let index = index(of: number, in: descriptor) else { return "" }
        return String(cString: descriptor.pointee.fields[index].name)
    }

    /// How many times the field of this number stands from `start` to `end`, which is the index of the next element.
    private static func countElements(
        of number: UInt64, _ bytes: RawSpan, from start: Int, to end: Int
    ) -> Int {
        var count = 0
        var at = start
        while let tag = varint(bytes, &at, end), let wireType = WireType(rawValue: tag & 7),
            skip(wireType, bytes, &at, end) != nil
        {
            if tag >> 3 == number { count += 1 }
        }
        return count
    }
}

extension CallFailure {
    /// The same failure, of a field inside `parent`.
    fileprivate func inside(_ parent: String) -> CallFailure {
        var failure = self
        if !parent.isEmpty { failure.field = field.isEmpty ? parent : parent + "." + field }
        return failure
    }
}
