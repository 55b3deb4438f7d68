import Vocabulary

/// The fields of a protobuf message, as plainly as can be: for the few messages of the interoperability cases.
struct FieldReader {
    /// A field's number and its value: `number` when it is a varint, `bytes` otherwise.
    struct Field {
        var tag: Int
        var number: UInt64 = 0
        var bytes: [UInt8] = []
    }

    /// Every field of the message in `bytes`, in order.
    static func fields(_ bytes: some Collection<UInt8>) throws(CallFailure) -> [Field] {
        var rest = Array(bytes)[...]
        var fields: [Field] = []
        while !rest.isEmpty {
            let key = try varint(&rest)
            var field = Field(tag: Int(key >> 3))
            switch key & 7 {
            case 0: field.number = try varint(&rest)
            case 2:
                let count = Int(clamping: try varint(&rest))
                guard count <= rest.count else { throw malformed }
                field.bytes = Array(rest.prefix(count))
                rest = rest.dropFirst(count)
            default: throw malformed
            }
            fields.append(field)
        }
        return fields
    }

    private static let malformed = CallFailure(.invalidArgument, "malformed", "the message is malformed")

    private static func varint(_ rest: inout ArraySlice<UInt8>) throws(CallFailure) -> UInt64 {
        var value: UInt64 = 0
        for shift in stride(from: UInt64(0), to: 64, by: 7) {
            guard let byte = rest.popFirst() else { throw malformed }
            value |= UInt64(byte & 127) << shift
            if byte < 128 { return value }
        }
        throw malformed
    }
}
