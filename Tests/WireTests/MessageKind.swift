import Foundation
import Ground
import Testing
import Vocabulary
import Wire

/// A type of message as an argument of a test.
struct MessageKind: Sendable, CustomTestStringConvertible {
    let type: any SampledMessage.Type

    init(_ type: any SampledMessage.Type) {
        self.type = type
    }

    var testDescription: String { "\(type)" }
}

extension WireMessage {
    /// The message's bytes.
    var wire: [UInt8] {
        let buffer = ByteBuffer()
        write(to: buffer)
        return [UInt8](buffer.bytes)
    }

    init(wire bytes: [UInt8]) throws(CallFailure) {
        // A copy of exactly the right size, so that AddressSanitizer sees every read past its end.
        let exact = UnsafeMutableRawBufferPointer.allocate(byteCount: bytes.count, alignment: 1)
        defer { exact.deallocate() }
        exact.copyBytes(from: bytes)
        try self.init(wire: UnsafeRawBufferPointer(exact))
    }
}

extension SampledMessage {
    /// What Python's protobuf writes for `filled`.
    static var filledWire: [[UInt8]] {
        filledBytes.map { [UInt8](Data(base64Encoded: $0, options: .ignoreUnknownCharacters)!) }
    }
}
