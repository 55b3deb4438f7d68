import Ground
import Vocabulary
import Wire

/// `SimpleRequest` and the streams' requests of the interoperability cases, as far as the cases use them.
struct TrialRequest: WireMessage {
    /// One reply of a stream.
    struct Wanted: Sendable {
        var byteCount = 0
        var microseconds: UInt64 = 0
    }

    var byteCount = 0
    var payload: [UInt8] = []
    var wanted: [Wanted] = []
    /// The status to answer with; nil for a good one.
    var status: (code: Int, message: String)?

    init(wire bytes: UnsafeRawBufferPointer) throws(CallFailure) {
        for field in try FieldReader.fields(bytes) {
            switch field.tag {
            case 2 where field.bytes.isEmpty: byteCount = Int(clamping: field.number)
            case 2: wanted.append(try Self.wanted(field.bytes))
            case 1 where !field.bytes.isEmpty, 3: payload = try Self.blob(2, field.bytes)
            case 7: status = try Self.status(field.bytes)
            default: break
            }
        }
    }

    private static func blob(_ tag: Int, _ bytes: [UInt8]) throws(CallFailure) -> [UInt8] {
        try FieldReader.fields(bytes).last { $0.tag == tag }?.bytes ?? []
    }

    private static func wanted(_ bytes: [UInt8]) throws(CallFailure) -> Wanted {
        var wanted = Wanted()
        for field in try FieldReader.fields(bytes) {
            if field.tag == 1 { wanted.byteCount = Int(clamping: field.number) }
            if field.tag == 2 { wanted.microseconds = field.number }
        }
        return wanted
    }

    private static func status(_ bytes: [UInt8]) throws(CallFailure) -> (Int, String) {
        let fields = try FieldReader.fields(bytes)
        let code = fields.last { $0.tag == 1 }?.number ?? 0
        return (Int(clamping: code), String(decoding: fields.last { $0.tag == 2 }?.bytes ?? [], as: UTF8.self))
    }

    /// Throws the status that the request asks for.
    func throwStatus() throws(CallFailure) {
        guard let status, status.code != 0 else { return }
        let code = StatusCode(rawValue: UInt16(clamping: status.code)) ?? .unknown
        throw CallFailure(code, "asked_for", status.message)
    }

    func write(to buffer: ByteBuffer) {
        preconditionFailure("requests are only read here")
    }
}
