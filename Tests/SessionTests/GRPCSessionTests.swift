import Ground
import HTTP2
import Session
import Testing
import TrialHTTP2
import Vocabulary
import Wire

/// What a connection that speaks gRPC makes of good calls, and of bad ones that spoil only themselves.
struct GRPCSessionTests {
    @Test(arguments: [1, 2, 7, 100, Int.max])
    func `a call is the same in whatever pieces it arrives`(pieceByteCount: Int) {
        let trial = GRPCTrial(opens: false)
        let call = HTTP2Bytes.call(1, GRPCTrial.echo, Array("hello".utf8), [("grpc-timeout", "250m"), ("x-a", "b")])
        trial.feed(HTTP2Bytes.opening + call, pieceByteCount: pieceByteCount)
        #expect(trial.calls.count == 1)
        #expect(trial.calls.first?.methodIndex == 1)
        #expect(trial.calls.first?.timeoutMicroseconds == 250_000)
        #expect(trial.calls.first?.headers == [CallHeader(name: "x-a", value: Array("b".utf8))])
        #expect(trial.calls.first.map(trial.message) == Array("hello".utf8))
    }

    @Test func `a reply is headers, message and trailers`() {
        let trial = GRPCTrial()
        trial.feed(HTTP2Bytes.call(1, GRPCTrial.echo))
        trial.reply(trial.calls[0], [1, 2, 3])
        let frames = trial.reader.frames(of: 1)
        #expect(frames.map(\.kind) == [HTTP2Bytes.Kind.headers, HTTP2Bytes.Kind.data, HTTP2Bytes.Kind.headers])
        #expect(frames[0].headers == [":status": "200", "content-type": "application/grpc"])
        #expect(frames[1].payload == [0, 0, 0, 0, 3, 1, 2, 3])
        #expect(frames[2].headers == ["grpc-status": "0"])
        #expect(frames[2].isLast)
        #expect(trial.session.openCount == 0)
    }

    @Test func `a failure is headers alone, with all that is known`() throws {
        let trial = GRPCTrial()
        trial.feed(HTTP2Bytes.call(1, GRPCTrial.echo))
        let failure = CallFailure(
            .resourceExhausted, "busy", "100 % full: ü", limit: 7, retryAfterMicroseconds: 1_500)
        trial.session.fail(trial.calls[0], failure)
        trial.write()
        let frames = trial.reader.frames(of: 1)
        #expect(frames.count == 1)
        let headers = frames[0].headers
        #expect(headers["grpc-status"] == "8")
        #expect(headers["grpc-message"] == "100 %25 full: %C3%BC")
        #expect(headers["grpc-retry-pushback-ms"] == "2")
        let bytes = try #require(Base64Text.decoded(headers["grpc-status-details-bin"] ?? ""))
        let status = try bytes.withUnsafeBytes { try CallStatus(wire: $0) }
        #expect(status.code == 8)
        let detail = try status.details[0].value.withUnsafeBytes { try ErrorDetail(wire: $0) }
        #expect(CallFailure(.resourceExhausted, detail: detail) == failure)
    }

    @Test func `a hundred calls reuse what the first ones made`() {
        let trial = GRPCTrial()
        for number in 0..<100 {
            trial.feed(HTTP2Bytes.call(UInt32(2 * number + 1), GRPCTrial.echo, [UInt8(number)]))
            #expect(trial.message(of: trial.calls[number]) == [UInt8(number)])
            trial.session.dropRequest(of: trial.calls[number])
            trial.reply(trial.calls[number], [UInt8(number)])
        }
        #expect(Set(trial.calls.map(\.index)) == [0])
        #expect(trial.session.heldRequestByteCount == 0)
        #expect(trial.session.heldReplyByteCount == 0)
    }

    @Test func `leading and trailing metadata stand where they belong`() {
        let trial = GRPCTrial()
        trial.feed(HTTP2Bytes.call(1, GRPCTrial.echo))
        let reply = trial.calls[0].startReply()
        trial.session.reply(
            trial.calls[0], with: reply, leading: [CallHeader(name: "a", value: Array("b".utf8))],
            trailing: [CallHeader(name: "c-bin", value: [0, 255])])
        trial.write()
        #expect(trial.reader.frames(of: 1).first?.headers["a"] == "b")
        #expect(trial.reader.frames(of: 1).last?.headers["c-bin"] == "AP8")
    }

    // MARK: Calls that spoil themselves

    struct BadCall: CustomTestStringConvertible, Sendable {
        var testDescription: String
        var bytes: [UInt8]
        var problem: GRPCProblem
    }

    static let badCalls: [BadCall] = {
        func headers(_ change: (inout [(String, String)]) -> Void) -> [UInt8] {
            var headers = HTTP2Bytes.callHeaders(GRPCTrial.echo)
            change(&headers)
            return HTTP2Bytes.headers(1, headers) + HTTP2Bytes.data(1, HTTP2Bytes.message([1]), isLast: true)
        }
        func body(_ bytes: [UInt8]) -> [UInt8] {
            HTTP2Bytes.headers(1, HTTP2Bytes.callHeaders(GRPCTrial.echo)) + HTTP2Bytes.data(1, bytes, isLast: true)
        }
        let long = String(repeating: "v", count: 1_000)
        return [
            BadCall(testDescription: "GET", bytes: headers { $0[0].1 = "GET" }, problem: .verbUnknown),
            BadCall(
                testDescription: "no content type", bytes: headers { $0.remove(at: 4) }, problem: .contentTypeUnknown),
            BadCall(
                testDescription: "JSON", bytes: headers { $0[4].1 = "application/grpc+json" },
                problem: .contentTypeUnknown),
            BadCall(
                testDescription: "a longer content type", bytes: headers { $0[4].1 = "application/grpcs" },
                problem: .contentTypeUnknown),
            BadCall(
                testDescription: "no such method", bytes: headers { $0[2].1 = "/test.Service/Ech" },
                problem: .methodUnknown(path: "/test.Service/Ech")),
            BadCall(
                testDescription: "gzip", bytes: headers { $0.append(("grpc-encoding", "gzip")) },
                problem: .encodingUnknown),
            BadCall(
                testDescription: "no base64", bytes: headers { $0.append(("x-bin", "?")) },
                problem: .binaryHeaderMalformed(name: "x-bin")),
            BadCall(
                testDescription: "many headers", bytes: headers { for _ in 0..<16 { $0.append(("x", long)) } },
                problem: .headersTooLarge(limit: 16 << 10)),
            BadCall(testDescription: "no message", bytes: body([]), problem: .messageMissing),
            BadCall(testDescription: "part of a head", bytes: body([0, 0, 0]), problem: .messageTruncated),
            BadCall(testDescription: "part of a message", bytes: body([0, 0, 0, 0, 5, 1]), problem: .messageTruncated),
            BadCall(
                testDescription: "two messages", bytes: body(HTTP2Bytes.message([1]) + HTTP2Bytes.message([2])),
                problem: .messagesTooMany),
            BadCall(
                testDescription: "compressed", bytes: body(HTTP2Bytes.message([1], isCompressed: true)),
                problem: .encodingUnknown),
            BadCall(
                testDescription: "a message over the limit", bytes: body([0, 0, 16, 0, 1]),
                problem: .messageTooLarge(byteCount: (1 << 20) + 1, limit: 1 << 20)),
        ]
    }()

    @Test(arguments: badCalls)
    func `a bad call is refused, and the next one served`(call: BadCall) {
        let trial = GRPCTrial()
        trial.feed(call.bytes)
        #expect(trial.calls.isEmpty)
        #expect(trial.refusals.map(\.problem) == [call.problem])
        guard let refused = trial.refusals.first?.exchange else { return }
        trial.session.fail(refused, CallFailure(.invalidArgument, "bad", "bad"))
        trial.feed(HTTP2Bytes.call(3, GRPCTrial.echo))
        #expect(trial.calls.count == 1)
        #expect(trial.reader.status(of: 1) == "3")
        #expect(trial.session.openRequestCount == 0)
        #expect(trial.session.heldRequestByteCount == trial.calls[0].message.count + 5)
        #expect(trial.failure == nil)
        #expect(trial.reader.goAwayCodes.isEmpty)
    }

    @Test(arguments: ["", "1", "m", "123456789m", "-1m", "1 m", "1x", "0x1S", "1.5S", "٣S"])
    func `a bad timeout is refused`(text: String) {
        let trial = GRPCTrial()
        trial.feed(HTTP2Bytes.call(1, GRPCTrial.echo, [], [("grpc-timeout", text)]))
        #expect(trial.refusals.map(\.problem) == [.timeoutMalformed])
    }

    @Test(
        arguments: [
            ("1H", 3_600_000_000), ("2M", 120_000_000), ("3S", 3_000_000), ("4m", 4_000), ("5u", 5), ("6n", 1),
            ("1001n", 2), ("0S", 1), ("99999999H", 359_999_996_400_000_000),
        ] as [(String, UInt64)])
    func `a timeout is told in microseconds, rounded up`(text: String, microseconds: UInt64) {
        let trial = GRPCTrial()
        trial.feed(HTTP2Bytes.call(1, GRPCTrial.echo, [], [("grpc-timeout", text)]))
        #expect(trial.calls.first?.timeoutMicroseconds == microseconds)
    }

    @Test(arguments: [
        "application/grpc", "application/grpc+proto", "application/grpc;a=b", "application/grpc+proto;a=b",
    ])
    func `a content type of gRPC is known`(type: String) {
        let trial = GRPCTrial()
        var headers = HTTP2Bytes.callHeaders(GRPCTrial.echo)
        headers[4].1 = type
        trial.feed(HTTP2Bytes.headers(1, headers) + HTTP2Bytes.data(1, HTTP2Bytes.message([]), isLast: true))
        #expect(trial.calls.count == 1)
    }

    @Test func `a request over the memory for requests is refused and its rest read over`() {
        let trial = GRPCTrial()
        let start = HTTP2Bytes.headers(1, HTTP2Bytes.callHeaders(GRPCTrial.echo))
        trial.feed(start + HTTP2Bytes.data(1, [0, 0, 0, 16, 0] + Array(repeating: 1, count: 95)), budget: 99)
        #expect(trial.refusals.map(\.problem) == [.memoryExhausted(byteCount: 100)])
        trial.feed(HTTP2Bytes.data(1, Array(repeating: 1, count: 1_000)))
        #expect(trial.session.heldRequestByteCount == 0)
    }

    @Test func `a request that does not come whole in time is refused`() {
        let trial = GRPCTrial()
        trial.feed(HTTP2Bytes.headers(1, HTTP2Bytes.callHeaders(GRPCTrial.echo)) + HTTP2Bytes.data(1, [0, 0]))
        #expect(trial.session.openRequestCount == 1)
        trial.session.refuseRequests(begunBefore: trial.now)
        trial.write()
        #expect(trial.refusals.isEmpty)
        trial.session.refuseRequests(begunBefore: trial.now.advanced(microseconds: 1))
        trial.write()
        #expect(trial.refusals.map(\.problem) == [.tooSlow])
        #expect(trial.session.openRequestCount == 0)
    }

    @Test func `a reply before its request's end tells the client to stop`() {
        let trial = GRPCTrial()
        trial.feed(HTTP2Bytes.headers(1, HTTP2Bytes.callHeaders("/none")))
        trial.session.fail(trial.refusals[0].exchange, CallFailure(.unimplemented, "none", "none"))
        trial.write()
        let frames = trial.reader.frames(of: 1)
        #expect(frames.map(\.kind) == [HTTP2Bytes.Kind.headers, HTTP2Bytes.Kind.reset])
        #expect(frames.last?.errorCode == 0)
    }

    @Test func `a call of another protocol is refused as HTTP does it`() {
        let trial = GRPCTrial()
        trial.feed(
            HTTP2Bytes.headers(
                1, [(":method", "GET"), (":scheme", "http"), (":path", "/"), (":authority", "a")], isLast: true))
        trial.session.refuse(trial.refusals[0].exchange, httpStatus: 405)
        trial.write()
        #expect(trial.reader.frames(of: 1).map(\.headers) == [[":status": "405", "allow": "POST"]])
    }

    // MARK: Cancellation

    @Test func `a reset cancels the call, and a late answer goes nowhere`() {
        let trial = GRPCTrial()
        trial.feed(HTTP2Bytes.call(1, GRPCTrial.echo))
        trial.feed(HTTP2Bytes.reset(1))
        #expect(trial.cancelledCount == 1)
        trial.reply(trial.calls[0], [1])
        #expect(trial.reader.frames(of: 1).isEmpty)
        #expect(trial.session.openCount == 0)
        #expect(trial.session.heldReplyByteCount == 0)
    }

    @Test func `a call that is reset before it is looked at is never begun`() {
        let trial = GRPCTrial()
        trial.feed(HTTP2Bytes.call(1, GRPCTrial.echo) + HTTP2Bytes.reset(1) + HTTP2Bytes.call(3, GRPCTrial.echo, [3]))
        #expect(trial.calls.map { trial.message(of: $0) } == [[3]])
        #expect(trial.cancelledCount == 1)
        #expect(trial.session.heldRequestByteCount == 6)
    }

    // MARK: Flow

    @Test func `a reply waits for the client's window`() {
        let trial = GRPCTrial(opens: false)
        trial.feed(HTTP2Bytes.preface + HTTP2Bytes.settings(4, 100))
        trial.feed(HTTP2Bytes.call(1, GRPCTrial.echo))
        let message = (0..<1_000).map { UInt8($0 & 255) }
        trial.reply(trial.calls[0], message)
        #expect(trial.reader.body(of: 1).count == 100)
        #expect(trial.session.heldReplyByteCount == 905)
        trial.feed(HTTP2Bytes.windowUpdate(1, 10))
        #expect(trial.reader.body(of: 1).count == 110)
        trial.feed(HTTP2Bytes.windowUpdate(1, 10_000))
        #expect(Array(trial.reader.body(of: 1).dropFirst(5)) == message)
        #expect(trial.reader.status(of: 1) == "0")
        #expect(trial.session.heldReplyByteCount == 0)
    }

    @Test func `what is written at once is bounded`() throws {
        let trial = GRPCTrial(opens: false)
        trial.feed(HTTP2Bytes.preface + HTTP2Bytes.settings(4, 1 << 20) + HTTP2Bytes.windowUpdate(0, 1 << 20))
        trial.feed(HTTP2Bytes.call(1, GRPCTrial.echo))
        let reply = trial.calls[0].startReply()
        _ = reply.extend(byteCount: 1 << 20)
        trial.session.reply(trial.calls[0], with: reply)
        let output = ByteBuffer()
        try trial.session.write(to: output, byteCountMax: 50_000)
        #expect(output.count >= 50_000)
        #expect(output.count < 50_000 + (16 << 10) + 9)
        #expect(trial.session.wantsToWrite)
    }

    @Test func `a large request is let through window after window`() {
        let trial = GRPCTrial()
        let message = (0..<1_000_000).map { UInt8($0 & 255) }
        trial.feed(HTTP2Bytes.headers(1, HTTP2Bytes.callHeaders(GRPCTrial.echo)))
        let bytes = HTTP2Bytes.message(message)
        for start in stride(from: 0, to: bytes.count, by: 16_000) {
            let end = min(start + 16_000, bytes.count)
            trial.feed(HTTP2Bytes.data(1, Array(bytes[start..<end]), isLast: end == bytes.count))
        }
        #expect(trial.calls.first.map(trial.message) == message)
        let updates = trial.reader.frames.filter { $0.kind == HTTP2Bytes.Kind.windowUpdate && $0.stream == 1 }
        #expect(!updates.isEmpty)
    }
}
