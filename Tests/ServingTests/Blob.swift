import Ground
import Vocabulary
import Wire

/// A message that is just its bytes.
struct Blob: WireMessage, Equatable {
    var bytes: [UInt8]

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    init(_ text: String) {
        bytes = Array(text.utf8)
    }

    init(wire bytes: UnsafeRawBufferPointer) throws(CallFailure) {
        self.bytes = Array(bytes)
    }

    func write(to buffer: ByteBuffer) {
        bytes.withUnsafeBytes { buffer.append($0) }
    }

    var text: String { String(decoding: bytes, as: UTF8.self) }
}
