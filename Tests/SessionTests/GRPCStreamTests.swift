import Ground
import HTTP2
import Session
import Testing
import TrialHTTP2
import Vocabulary

/// Streams of messages over gRPC, without a socket.
struct GRPCStreamTests {
    private func open(_ trial: GRPCTrial, _ stream: UInt32 = 1) {
        trial.feed(HTTP2Bytes.headers(stream, HTTP2Bytes.callHeaders(GRPCTrial.stream)))
    }

    @Test(arguments: [1, 2, 5, 6, 9, 100])
    func `messages are cut apart wherever their frames end`(frameByteCount: Int) {
        let trial = GRPCTrial()
        open(trial)
        #expect(trial.calls.count == 1)
        let sent: [[UInt8]] = [[1], [], [2, 3, 4], [], [], Array(repeating: 5, count: 300)]
        let bytes = sent.flatMap { HTTP2Bytes.message($0) }
        for start in stride(from: 0, to: bytes.count, by: frameByteCount) {
            let end = min(start + frameByteCount, bytes.count)
            trial.feed(HTTP2Bytes.data(1, Array(bytes[start..<end]), isLast: end == bytes.count))
        }
        #expect(trial.messages == sent)
        #expect(trial.endedCount == 1)
        #expect(trial.session.heldRequestByteCount == 0)
        #expect(trial.session.openRequestCount == 0)
    }

    @Test func `replies go out as they are sent, and the trailers last`() {
        let trial = GRPCTrial()
        open(trial)
        for number in 0..<100 { trial.send(trial.calls[0], [UInt8(number)]) }
        #expect(trial.reader.body(of: 1) == (0..<100).flatMap { HTTP2Bytes.message([UInt8($0)]) })
        #expect(trial.reader.status(of: 1) == nil)
        trial.session.finish(trial.calls[0])
        trial.write()
        #expect(trial.reader.status(of: 1) == "0")
        #expect(trial.session.heldReplyByteCount == 0)
    }

    @Test func `a stream of no replies ends well`() {
        let trial = GRPCTrial()
        open(trial)
        trial.feed(HTTP2Bytes.data(1, [], isLast: true))
        trial.session.finish(trial.calls[0])
        trial.write()
        #expect(trial.reader.status(of: 1) == "0")
        #expect(trial.reader.body(of: 1).isEmpty)
        #expect(trial.session.openCount == 0)
    }

    @Test func `a failure after some replies comes behind them`() {
        let trial = GRPCTrial()
        open(trial)
        trial.send(trial.calls[0], [1])
        trial.session.fail(trial.calls[0], CallFailure(.aborted, "stopped", "no more"))
        trial.write()
        #expect(trial.reader.body(of: 1) == HTTP2Bytes.message([1]))
        #expect(trial.reader.frames(of: 1).first { $0.isLast }?.headers["grpc-message"] == "no more")
        #expect(trial.reader.status(of: 1) == "10")
    }

    @Test func `messages that are not taken close the window`() {
        let trial = GRPCTrial()
        trial.takesMessages = false
        // From here on the windows are those of the settings.
        trial.feed(HTTP2Bytes.frame(HTTP2Bytes.Kind.settings, flags: HTTP2Bytes.acknowledged))
        open(trial)
        let part = HTTP2Bytes.message(Array(repeating: 7, count: 15_995))
        // The first window is let through whole, since what breaks it would end the stream.
        for _ in 0..<65 { trial.feed(HTTP2Bytes.data(1, part)) }
        #expect(trial.messages.count == 65)
        #expect(!trial.reader.frames.contains { $0.kind == HTTP2Bytes.Kind.windowUpdate && $0.stream == 1 })
        for _ in 0..<65 { trial.session.messageTaken(of: trial.calls[0]) }
        trial.write()
        #expect(trial.reader.frames.contains { $0.kind == HTTP2Bytes.Kind.windowUpdate && $0.stream == 1 })
    }

    @Test func `a message larger than the window gets through`() {
        let trial = GRPCTrial { $0.messageByteCountMax = 4 << 20 }
        trial.takesMessages = false
        open(trial)
        let bytes = HTTP2Bytes.message(Array(repeating: 7, count: 3 << 20))
        for start in stride(from: 0, to: bytes.count, by: 16_000) {
            trial.feed(HTTP2Bytes.data(1, Array(bytes[start..<min(start + 16_000, bytes.count)])))
        }
        #expect(trial.messages.map(\.count) == [3 << 20])
        #expect(trial.reader.frames(of: 1).isEmpty)
    }

    @Test func `whoever waits for room is told once when there is some`() {
        let trial = GRPCTrial(opens: false)
        trial.feed(HTTP2Bytes.preface + HTTP2Bytes.settings(4, 0))
        open(trial)
        trial.send(trial.calls[0], Array(repeating: 1, count: 1_000))
        trial.calls[0].wakeByteCount = 500
        trial.feed(HTTP2Bytes.windowUpdate(1, 100))
        #expect(trial.roomCount == 0)
        trial.feed(HTTP2Bytes.windowUpdate(1, 500))
        #expect(trial.roomCount == 1)
        trial.feed(HTTP2Bytes.windowUpdate(1, 500))
        #expect(trial.roomCount == 1)
    }

    static let bad: [(String, [UInt8], GRPCProblem)] = [
        ("compressed", HTTP2Bytes.message([1], isCompressed: true), .encodingUnknown),
        ("too large", [0, 1, 0, 0, 0], .messageTooLarge(byteCount: 1 << 24, limit: 1 << 20)),
    ]

    @Test(arguments: bad)
    func `a bad message ends its stream alone, after the good ones`(
        name: String, bytes: [UInt8], problem: GRPCProblem
    ) {
        let trial = GRPCTrial()
        open(trial)
        trial.feed(HTTP2Bytes.data(1, HTTP2Bytes.message([9]) + bytes))
        #expect(trial.messages == [[9]])
        #expect(trial.refusals.map(\.problem) == [problem])
        trial.session.fail(trial.calls[0], CallFailure(.internal, "bad", "bad"))
        trial.write()
        #expect(trial.reader.status(of: 1) == "13")
        trial.feed(HTTP2Bytes.call(3, GRPCTrial.echo))
        #expect(trial.calls.count == 2)
        #expect(trial.session.heldRequestByteCount == trial.calls[1].message.count + 5)
    }

    @Test func `a stream that ends within a message is refused`() {
        let trial = GRPCTrial()
        open(trial)
        trial.feed(HTTP2Bytes.data(1, [0, 0, 0, 0, 9, 1], isLast: true))
        #expect(trial.refusals.map(\.problem) == [.messageTruncated])
        #expect(trial.endedCount == 0)
    }

    @Test func `a message of a stream that does not come whole in time is refused, an idle stream is not`() {
        let trial = GRPCTrial()
        open(trial)
        open(trial, 3)
        trial.now = trial.now.advanced(microseconds: 1_000)
        trial.feed(HTTP2Bytes.data(1, [0, 0, 0, 0, 9, 1]))
        trial.session.refuseRequests(begunBefore: trial.now)
        trial.write()
        #expect(trial.refusals.isEmpty)
        trial.session.refuseRequests(begunBefore: trial.now.advanced(microseconds: 1))
        trial.write()
        #expect(trial.refusals.map(\.exchange.stream) == [1])
        #expect(trial.session.heldRequestByteCount == 0)
    }

    @Test func `the messages of a stream that was reset are for nobody`() {
        let trial = GRPCTrial()
        open(trial)
        trial.feed(
            HTTP2Bytes.data(1, HTTP2Bytes.message([1])) + HTTP2Bytes.reset(1)
                + HTTP2Bytes.headers(3, HTTP2Bytes.callHeaders(GRPCTrial.stream))
                + HTTP2Bytes.data(3, HTTP2Bytes.message([3])))
        #expect(trial.messages == [[3]])
        #expect(trial.cancelledCount == 1)
        #expect(trial.session.heldRequestByteCount == 0)
    }
}
