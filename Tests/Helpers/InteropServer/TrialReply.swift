import Ground
import Vocabulary
import Wire

/// A reply with a payload, and the reply to a stream of requests: their payloads' bytes.
struct TrialReply: WireMessage {
    var payload: [UInt8] = []
    var aggregatedByteCount: UInt64?

    init(byteCount: Int) {
        payload = Array(repeating: 0, count: byteCount)
    }

    init(aggregatedByteCount: UInt64) {
        self.aggregatedByteCount = aggregatedByteCount
    }

    init(wire bytes: UnsafeRawBufferPointer) throws(CallFailure) {
        preconditionFailure("replies are only written here")
    }

    func write(to buffer: ByteBuffer) {
        if let aggregatedByteCount { return FieldWriter.write(1, aggregatedByteCount, to: buffer) }
        let body = ByteBuffer()
        FieldWriter.write(2, payload, to: body)
        FieldWriter.write(1, Array(body.bytes), to: buffer)
    }
}
