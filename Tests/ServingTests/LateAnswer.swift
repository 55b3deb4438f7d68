import Eventing
import Ground
import Session

/// A peer that sends its preface, waits for a first frame behind the other side's, and then sends its bytes; once.
final class LateAnswer: StreamReceiver, @unchecked Sendable {
    // Unchecked: used on its loop, but for the count.
    private let bytes: [UInt8]
    private var stream: ByteStream?
    private var receivedByteCount = 0
    private let count = Guarded(0)

    var connectionCount: Int { count.withLock { $0 } }

    init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    func take(_ stream: ByteStream) {
        count.withLock { $0 += 1 }
        self.stream = stream
        Preface(frameByteCountMax: 1 << 20, inFlightCountMax: 100).write(to: stream.output)
        stream.start(receiver: self)
    }

    func streamReceived(_ input: UnsafeRawBufferPointer) {
        let before = receivedByteCount
        receivedByteCount += input.count
        guard before <= Preface.byteCount, receivedByteCount > Preface.byteCount else { return }
        bytes.withUnsafeBytes { stream?.output.append($0) }
    }

    func streamEnded(_ error: LoopError) {
        stream?.close()
        stream = nil
    }

    func streamSent() {}
}
