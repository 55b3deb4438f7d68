import Ground
import HTTP2
import Session
import Testing
import TrialHTTP2
import Vocabulary

/// What a client may not do, or not too often: its connection ends, with a word of why, and nothing else breaks.
struct GRPCAbuseTests {
    private static let enhanceYourCalm: UInt32 = 11

    struct Flood: CustomTestStringConvertible, Sendable {
        var testDescription: String
        var frame: [UInt8]
        /// Frames that are fine at once.
        var allowedCount: Int
    }

    private static let floods = [
        Flood(testDescription: "pings", frame: HTTP2Bytes.ping(), allowedCount: 100),
        Flood(testDescription: "settings", frame: HTTP2Bytes.settings(), allowedCount: 900),
        Flood(
            testDescription: "priorities",
            frame: HTTP2Bytes.frame(HTTP2Bytes.Kind.priority, stream: 1, [0, 0, 0, 0, 1]), allowedCount: 900),
        Flood(testDescription: "unknown frames", frame: HTTP2Bytes.frame(200, stream: 1, [1]), allowedCount: 900),
    ]

    @Test(arguments: floods.dropLast())
    func `a flood ends the connection`(flood: Flood) {
        let trial = GRPCTrial()
        trial.feed(Array(repeating: flood.frame, count: flood.allowedCount).flatMap { $0 })
        #expect(trial.reader.goAwayCodes.isEmpty)
        trial.feed(Array(repeating: flood.frame, count: 2_000).flatMap { $0 })
        #expect(trial.reader.goAwayCodes.first == Self.enhanceYourCalm)
        #expect(trial.session.hasFailed)
        #expect(trial.session.isOver)
    }

    @Test(arguments: floods)
    func `the same frames over some time are no flood`(flood: Flood) {
        let trial = GRPCTrial()
        for _ in 0..<2_000 {
            trial.now = trial.now.advanced(microseconds: 110_000)
            trial.feed(flood.frame)
        }
        #expect(trial.reader.goAwayCodes.isEmpty)
    }

    @Test func `pings between answers are no flood`() {
        let trial = GRPCTrial()
        for number in 0..<500 {
            trial.feed(HTTP2Bytes.call(UInt32(2 * number + 1), GRPCTrial.echo))
            trial.reply(trial.calls[number], [])
            trial.feed(HTTP2Bytes.ping())
        }
        #expect(trial.reader.goAwayCodes.isEmpty)
    }

    @Test func `body parts of nothing end the connection`() {
        let trial = GRPCTrial()
        trial.feed(HTTP2Bytes.headers(1, HTTP2Bytes.callHeaders(GRPCTrial.echo)))
        for _ in 0..<3_000 { trial.feed(HTTP2Bytes.data(1, [])) }
        #expect(trial.reader.goAwayCodes.first == Self.enhanceYourCalm)
    }

    @Test func `a client that opens and resets without end is ended`() {
        let trial = GRPCTrial()
        for number in 0..<3_000 where !trial.session.isOver {
            let stream = UInt32(2 * number + 1)
            trial.feed(HTTP2Bytes.call(stream, GRPCTrial.echo) + HTTP2Bytes.reset(stream))
        }
        #expect(trial.calls.isEmpty)
        #expect(trial.session.isOver)
        #expect(!trial.reader.goAwayCodes.isEmpty)
    }

    @Test func `answers that are not read do not pile up`() {
        let trial = GRPCTrial()
        let pings = Array(repeating: HTTP2Bytes.ping(), count: 90).flatMap { $0 }
        for _ in 0..<100 {
            trial.now = trial.now.advanced(microseconds: 10_000_000)
            trial.receive(pings)
        }
        #expect(trial.failure == .flooded)
        #expect(trial.session.waitingFrameCount < 2_000)
    }

    @Test func `headers without end are ended`() {
        let trial = GRPCTrial()
        let block = HTTP2Bytes.block(HTTP2Bytes.callHeaders(GRPCTrial.echo))
        trial.feed(HTTP2Bytes.frame(HTTP2Bytes.Kind.headers, stream: 1, block))
        for number in 0..<100 where !trial.session.isOver && trial.failure == nil {
            let more = HTTP2Bytes.block([("x-\(number)", "y")])
            trial.feed(HTTP2Bytes.frame(HTTP2Bytes.Kind.continuation, stream: 1, more))
        }
        #expect(trial.session.isOver || trial.failure != nil)
        #expect(trial.calls.isEmpty)
    }

    @Test func `a small block that stands for endless headers is ended`() {
        let trial = GRPCTrial()
        // An entry of 4,000 bytes goes into the table; each byte behind it means that entry again.
        let name = Array("x-long".utf8)
        var block = HTTP2Bytes.block(HTTP2Bytes.callHeaders(GRPCTrial.echo))
        block +=
            [0x40, UInt8(name.count)] + name + [127, 0xA1, 0x1E] + Array(repeating: UInt8(ascii: "v"), count: 4_000)
        block += Array(repeating: 0xBE, count: 10_000)
        trial.feed(
            HTTP2Bytes.frame(
                HTTP2Bytes.Kind.headers, flags: HTTP2Bytes.endHeaders | HTTP2Bytes.endStream, stream: 1, block))
        #expect(trial.calls.isEmpty)
        #expect(trial.reader.goAwayCodes.first == Self.enhanceYourCalm)
        #expect(trial.session.isOver)
    }

    @Test func `streams over the limit are refused until the client knows it, and end the connection then`() {
        let trial = GRPCTrial { $0.streamCountMax = 2 }
        for stream: UInt32 in [1, 3, 5] {
            trial.feed(HTTP2Bytes.headers(stream, HTTP2Bytes.callHeaders(GRPCTrial.echo)))
        }
        #expect(trial.reader.frames(of: 5).map(\.errorCode) == [7])
        #expect(trial.reader.goAwayCodes.isEmpty)
        trial.feed(HTTP2Bytes.frame(HTTP2Bytes.Kind.settings, flags: HTTP2Bytes.acknowledged))
        trial.feed(HTTP2Bytes.headers(7, HTTP2Bytes.callHeaders(GRPCTrial.echo)))
        #expect(!trial.reader.goAwayCodes.isEmpty)
    }

    // MARK: Broken frames

    static let broken: [(String, [UInt8])] = [
        ("data of no stream", HTTP2Bytes.data(0, [1])),
        ("data of a stream that was never begun", HTTP2Bytes.data(5, [1])),
        ("headers of no stream", HTTP2Bytes.headers(0, HTTP2Bytes.callHeaders(GRPCTrial.echo))),
        ("headers of a server's stream", HTTP2Bytes.headers(2, HTTP2Bytes.callHeaders(GRPCTrial.echo))),
        ("a frame that is too long", [0x00, 0x40, 0x01, 0, 0, 0, 0, 0, 1] + Array(repeating: 0, count: 0x4001)),
        ("a ping of seven bytes", HTTP2Bytes.frame(HTTP2Bytes.Kind.ping, Array(repeating: 0, count: 7))),
        ("settings of five bytes", HTTP2Bytes.frame(HTTP2Bytes.Kind.settings, Array(repeating: 0, count: 5))),
        ("settings of a stream", HTTP2Bytes.frame(HTTP2Bytes.Kind.settings, stream: 1)),
        ("a window that overflows", HTTP2Bytes.windowUpdate(0, 0x7FFF_FFFF)),
        ("a window update of nothing", HTTP2Bytes.windowUpdate(0, 0)),
        ("an initial window that is too large", HTTP2Bytes.settings(4, 0x8000_0000)),
        ("a continuation of nothing", HTTP2Bytes.frame(HTTP2Bytes.Kind.continuation, stream: 1, [])),
        (
            "headers that are cut off by another frame",
            HTTP2Bytes.frame(HTTP2Bytes.Kind.headers, stream: 1, []) + HTTP2Bytes.ping()
        ),
        ("a block that cannot be read", HTTP2Bytes.frame(HTTP2Bytes.Kind.headers, flags: 5, stream: 1, [0xFF, 0xFF])),
        ("a push", HTTP2Bytes.frame(5, flags: 4, stream: 1, [0, 0, 0, 2])),
        ("a reset of a stream that was never begun", HTTP2Bytes.reset(9)),
        ("padding longer than its frame", HTTP2Bytes.frame(HTTP2Bytes.Kind.data, flags: 8, stream: 1, [9, 1])),
    ]

    @Test(arguments: broken)
    func `what breaks HTTP/2 ends the connection with a go-away`(name: String, bytes: [UInt8]) {
        let trial = GRPCTrial()
        trial.feed(bytes)
        #expect(trial.calls.isEmpty)
        #expect(trial.failure != nil || trial.reader.goAwayCodes.contains { $0 != 0 }, "\(name)")
        #expect(trial.failure != nil || trial.session.isOver)
    }

    static let spoilt: [(String, [(String, String)])] = [
        ("an upper-case name", HTTP2Bytes.callHeaders(GRPCTrial.echo, [("X-A", "b")])),
        ("no method", Array(HTTP2Bytes.callHeaders(GRPCTrial.echo).dropFirst())),
        ("no path", HTTP2Bytes.callHeaders(GRPCTrial.echo).filter { $0.0 != ":path" }),
        ("two paths", [(":path", "/")] + HTTP2Bytes.callHeaders(GRPCTrial.echo)),
        ("a pseudo-header at the end", HTTP2Bytes.callHeaders(GRPCTrial.echo, [(":method", "POST")])),
        ("a header of HTTP/1", HTTP2Bytes.callHeaders(GRPCTrial.echo, [("connection", "close")])),
        ("an unknown pseudo-header", [(":other", "x")] + HTTP2Bytes.callHeaders(GRPCTrial.echo)),
    ]

    @Test(arguments: spoilt)
    func `headers that HTTP forbids end their stream alone`(name: String, headers: [(String, String)]) {
        let trial = GRPCTrial()
        trial.feed(HTTP2Bytes.headers(1, headers) + HTTP2Bytes.data(1, HTTP2Bytes.message([]), isLast: true))
        trial.feed(HTTP2Bytes.call(3, GRPCTrial.echo))
        #expect(trial.calls.map(\.stream) == [3])
        #expect(trial.reader.frames(of: 1).contains { $0.errorCode == 1 }, "\(name)")
        #expect(trial.reader.goAwayCodes.isEmpty)
    }

    @Test(arguments: ["PRI * HTTP/1.0\r\n\r\nSM\r\n\r\n", "PRI * HTTP/2.0\r\n\r\nXX\r\n\r\n"])
    func `a wrong preface ends the connection at once`(text: String) {
        let trial = GRPCTrial(opens: false)
        trial.feed(Array(text.utf8) + HTTP2Bytes.settings())
        #expect(trial.failure == .prefaceInvalid)
    }

    @Test(arguments: 1...300 as ClosedRange<UInt64>)
    func `bytes at random break nothing`(seed: UInt64) {
        let trial = GRPCTrial()
        var bytes = HTTP2Bytes.call(1, GRPCTrial.echo, [1, 2, 3], [("x-bin", "AAAA")]) + HTTP2Bytes.ping()
        bytes += HTTP2Bytes.call(3, GRPCTrial.echo) + HTTP2Bytes.reset(3)
        var chance = seed
        for _ in 0..<1 + seed % 4 {
            chance = Hash.xxh3(seed, seed: chance)
            bytes[Int(chance >> 8) % bytes.count] = UInt8(truncatingIfNeeded: chance)
        }
        trial.feed(bytes, pieceByteCount: 1 + Int(seed % 50))
        for call in trial.calls { trial.reply(call, []) }
        #expect(trial.session.heldReplyByteCount >= 0)
    }

    // MARK: Draining

    @Test func `a drain serves what crosses it, then refuses, then is over`() {
        let trial = GRPCTrial()
        trial.feed(HTTP2Bytes.call(1, GRPCTrial.echo))
        trial.session.drain()
        trial.write()
        let goAway = trial.reader.frames.last { $0.kind == HTTP2Bytes.Kind.goAway }
        #expect(goAway?.lastStream == 0x7FFF_FFFF)
        #expect(goAway?.errorCode == 0)
        trial.feed(HTTP2Bytes.call(3, GRPCTrial.echo))
        #expect(trial.calls.count == 2)
        let ping = trial.reader.frames.last { $0.kind == HTTP2Bytes.Kind.ping }
        #expect(ping != nil)
        trial.feed(
            HTTP2Bytes.frame(
                HTTP2Bytes.Kind.ping, flags: HTTP2Bytes.acknowledged, ping?.payload ?? []))
        #expect(trial.reader.frames.last { $0.kind == HTTP2Bytes.Kind.goAway }?.lastStream == 3)
        trial.feed(HTTP2Bytes.call(5, GRPCTrial.echo))
        #expect(trial.calls.count == 2)
        for call in trial.calls { trial.reply(call, []) }
        #expect(trial.reader.status(of: 1) == "0")
        #expect(trial.reader.status(of: 3) == "0")
        #expect(trial.session.isOver)
    }
}
