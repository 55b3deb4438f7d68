import Ground
import Testing

struct ByteBufferTests {
    @Test func `bytes come back as they were added, however the buffer grew`() {
        let buffer = ByteBuffer(capacity: 1)
        var expected: [UInt8] = []
        for size in [0, 1, 15, 16, 17, 255, 4_096] {
            let piece = (0..<size).map { UInt8(truncatingIfNeeded: $0 &* 7 &+ size) }
            piece.withUnsafeBytes { buffer.append($0) }
            expected += piece
        }
        #expect(Array(buffer.bytes) == expected)
        buffer.truncate(byteCount: 20)
        #expect(Array(buffer.bytes) == Array(expected.prefix(20)))
    }

    @Test func `a cleared buffer gives large memory back`() {
        let buffer = ByteBuffer()
        _ = buffer.extend(byteCount: 1 << 20)
        buffer.clear(capacityKept: 1_024)
        #expect(buffer.count == 0)
        #expect(buffer.capacity == 1_024)
    }
}
