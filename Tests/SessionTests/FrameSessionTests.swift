import Ground
import Session
import Testing
import Vocabulary

@Suite struct FrameSessionTests {
    @Test func `a header's bytes are little-endian and in the order of the protocol`() {
        let written = frame(.request, flags: 1, code: 0x0302, stream: 0x0706_0504, value: 0x0B0A_0908, body: [9])
        #expect(written == [1, 0, 0, 0, 1, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 9])
    }

    @Test func `a preface's bytes are as the protocol says`() {
        #expect(goodPreface == [0x54, 0x53, 0x52, 0x41, 1, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0])
    }

    @Test func `a preface opens the session and tells the peer's limits`() {
        var recorder = Recorder()
        recorder.feed(bytes { Preface(frameByteCountMax: 5_000, inFlightCountMax: 7).write(to: $0) })
        #expect(recorder.actions == [.opened])
        #expect(recorder.session.peer == Preface(frameByteCountMax: 5_000, inFlightCountMax: 7))
    }

    @Test func `a request is told with its body`() {
        let actions = Recorder.actions(goodPreface + frame(.request, code: 48, stream: 3, value: 9, body: [1, 2, 3]))
        let header = FrameHeader(.request, bodyByteCount: 3, code: 48, stream: 3, value: 9)
        #expect(actions == [.opened, .request(header, metadata: [], body: [1, 2, 3])])
    }

    @Test func `metadata is split from the body`() {
        let body: [UInt8] = [2, 0, 0, 0, 7, 8, 9]
        let actions = Recorder.actions(goodPreface + frame(.request, flags: 1, code: 1, stream: 1, body: body))
        guard case .request(_, metadata: [7, 8], body: [9]) = actions.last else {
            Issue.record("\(actions)")
            return
        }
    }

    @Test(arguments: [[], [0, 0, 0], [4, 0, 0, 0, 1, 2, 3], [255, 255, 255, 255, 1]] as [[UInt8]])
    func `metadata that passes the end of the body spoils its request only`(body: [UInt8]) {
        let good = frame(.request, code: 1, stream: 2)
        let actions = Recorder.actions(goodPreface + frame(.request, flags: 1, code: 1, stream: 1, body: body) + good)
        let header = FrameHeader(.request, bodyByteCount: body.count, flags: 1, code: 1, stream: 1)
        #expect(actions.count == 3)
        #expect(actions[1] == .requestMalformed(header))
    }

    @Test func `every kind that a server may get is told`() {
        let actions = Recorder.actions(
            goodPreface + frame(.cancel, stream: 5) + frame(.ping, body: [1]) + frame(.pong, body: [2])
                + frame(.goAway, code: 14, value: 6, body: [3]) + frame(.item, stream: 7, body: [4])
                + frame(.end, stream: 8) + frame(.credit, stream: 9, value: 10))
        #expect(
            actions == [
                .opened, .cancel(5), .ping([1]), .pong([2]),
                .goAway(FrameHeader(.goAway, bodyByteCount: 1, code: 14, value: 6), body: [3]),
                .item(7, body: [4]), .end(8), .credit(9, 10),
            ])
    }

    @Test func `a client gets responses`() {
        let response = frame(.response, code: 5, stream: 3, value: 77, body: [1])
        let actions = Recorder.actions(goodPreface + response, role: .client)
        let header = FrameHeader(.response, bodyByteCount: 1, code: 5, stream: 3, value: 77)
        #expect(actions == [.opened, .response(header, body: [1])])
    }

    @Test(arguments: ["GET / HTTP/1.1", "POST /x", "PUT /", "HEAD", "DELETE", "OPTIONS", "PATCH", "TRACE", "CONNECT"])
    func `an HTTP verb is recognised`(text: String) {
        #expect(Recorder.actions(Array(text.utf8)) == [.failed(.prefaceIsHTTP)])
    }

    @Test(arguments: [4, 5, 16, 17, 24])
    func `the first bytes of HTTP/2 are kept for who speaks it`(byteCount: Int) {
        var recorder = Recorder()
        let text = Array("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".utf8.prefix(byteCount))
        recorder.feed(text)
        #expect(recorder.actions == [.http2])
        #expect(recorder.session.firstBytes == Array(text.prefix(16)))
    }

    @Test func `a client takes HTTP/2 for no preface`() {
        #expect(Recorder.actions(Array("PRI * HTTP/2.0".utf8), role: .client) == [.failed(.prefaceInvalid)])
    }

    @Test(arguments: ["SSH-2.0-x", "TSRB", "\u{16}\u{3}\u{1}\u{0}", "\0\0\0\0"])
    func `other first bytes are no preface`(text: String) {
        #expect(Recorder.actions(Array(text.utf8)) == [.failed(.prefaceInvalid)])
    }

    @Test func `three bytes decide nothing`() {
        #expect(Recorder.actions(Array("GET".utf8)) == [])
    }

    static let badPrefaces: [(Int, UInt8, ProtocolError)] = [
        (4, 2, .versionUnknown(2)), (6, 1, .prefaceFlagsReserved(1)), (7, 1, .prefaceFlagsReserved(256)),
        (10, 0, .peerLimitTooSmall(0)),
    ]

    @Test(arguments: badPrefaces)
    func `a preface that promises nonsense is refused`(index: Int, byte: UInt8, error: ProtocolError) {
        var preface = goodPreface
        preface[index] = byte
        #expect(Recorder.actions(preface) == [.failed(error)])
    }

    @Test func `a larger minor version is accepted`() {
        var preface = goodPreface
        preface[5] = 9
        #expect(Recorder.actions(preface) == [.opened])
    }

    static let badFrames: [([UInt8], ProtocolError)] = [
        ([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0], .kindUnknown(0)),
        ([0, 0, 0, 0, 10, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0], .kindUnknown(10)),
        ([0, 0, 0, 0, 1, 2, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0], .flagsReserved(2)),
        ([0, 0, 0, 0, 1, 0x81, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0], .flagsReserved(0x81)),
        ([1, 16, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0], .frameTooLarge(byteCount: 4_097, limit: 4_096)),
        ([255, 255, 255, 255, 6, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0], .frameTooLarge(byteCount: .max, limit: 4_096)),
        ([65, 0, 0, 0, 6, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0], .bodyTooLarge(.ping, byteCount: 65, limit: 64)),
        ([1, 4, 0, 0, 8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0], .bodyTooLarge(.goAway, byteCount: 1_025, limit: 1_024)),
        ([1, 0, 0, 0, 5, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0], .bodyTooLarge(.cancel, byteCount: 1, limit: 0)),
        ([0, 0, 0, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0], .streamZero(.request)),
        ([0, 0, 0, 0, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0], .streamZero(.item)),
        ([1, 0, 0, 0, 4, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0], .bodyTooLarge(.end, byteCount: 1, limit: 0)),
        ([1, 0, 0, 0, 9, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0], .bodyTooLarge(.credit, byteCount: 1, limit: 0)),
        ([0, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0], .kindMisplaced(.response)),
    ]

    @Test(arguments: badFrames)
    func `a frame that breaks the protocol ends the session by its header alone`(
        bytes: [UInt8], error: ProtocolError
    ) {
        #expect(Recorder.actions(goodPreface + bytes) == [.opened, .failed(error)])
    }

    @Test func `nothing is told after a failure`() {
        let actions = Recorder.actions(Array("nonsense".utf8) + goodPreface + frame(.ping))
        #expect(actions == [.failed(.prefaceInvalid)])
    }

    @Test func `a frame of exactly the limit is accepted`() {
        let body = [UInt8](repeating: 1, count: 4_096)
        #expect(Recorder.actions(goodPreface + frame(.request, code: 1, stream: 1, body: body)).count == 2)
    }

    @Test func `a request over the budget is skipped and the next one is read`() {
        let large = frame(.request, code: 1, stream: 1, body: [UInt8](repeating: 1, count: 1_000))
        var recorder = Recorder()
        recorder.feed(goodPreface + large.prefix(500), bodyBudget: 999)
        #expect(recorder.session.reservedByteCount == 0)
        recorder.feed(large.dropFirst(500) + frame(.cancel, stream: 9), bodyBudget: 999)
        let header = FrameHeader(.request, bodyByteCount: 1_000, code: 1, stream: 1)
        #expect(recorder.actions == [.opened, .requestSkipped(header), .cancel(9)])
    }

    @Test func `a message of a stream over the budget is skipped`() {
        let large = frame(.item, stream: 1, body: [UInt8](repeating: 1, count: 1_000))
        var recorder = Recorder()
        recorder.feed(goodPreface + large.prefix(500), bodyBudget: 999)
        recorder.feed(large.dropFirst(500) + frame(.end, stream: 1), bodyBudget: 999)
        let header = FrameHeader(.item, bodyByteCount: 1_000, stream: 1)
        #expect(recorder.actions == [.opened, .itemSkipped(header), .end(1)])
    }

    @Test func `a body in progress is reserved as a whole`() {
        var recorder = Recorder()
        recorder.feed(
            goodPreface + frame(.request, code: 1, stream: 1, body: [UInt8](repeating: 1, count: 99)).prefix(17))
        #expect(recorder.session.reservedByteCount == 99)
        let isMidFrame = recorder.session.isMidFrame
        #expect(isMidFrame)
    }

    @Test func `a gathered body can be taken over and holds all of it`() {
        var recorder = Recorder()
        let sent = frame(.request, code: 1, stream: 1, body: [1, 2, 3, 4])
        recorder.feed(goodPreface + sent.prefix(18))
        let bodies = sent.dropFirst(18).withUnsafeBytes { bytes in
            var input = bytes
            _ = recorder.session.next(&input)
            return [recorder.session.takeBody(), recorder.session.takeBody()]
        }
        #expect(bodies.map { $0.map { Array($0.bytes) } } == [[1, 2, 3, 4], nil])
    }

    @Test(arguments: 1...40 as ClosedRange<UInt64>)
    func `bytes mean the same in whatever pieces they arrive`(seed: UInt64) {
        var chance = SplitMix(state: seed)
        let sent = randomSession(&chance)
        for role in [FrameSession.Role.server, .client] {
            sent.withUnsafeBytes { bytes in
                let whole = SessionTrace(bytes, role: role, frameByteCountMax: 4_096, seed: 0)
                for chunkSeed in 1...20 as ClosedRange<UInt64> {
                    let pieces = SessionTrace(bytes, role: role, frameByteCountMax: 4_096, seed: chunkSeed)
                    #expect(pieces == whole, "pieces of seed \(chunkSeed)")
                }
            }
        }
    }

    @Test(arguments: 1...40 as ClosedRange<UInt64>)
    func `one byte at a time tells what all at once does`(seed: UInt64) {
        var chance = SplitMix(state: seed)
        let sent = randomSession(&chance)
        var recorder = Recorder()
        for byte in sent { recorder.feed([byte]) }
        #expect(recorder.actions == Recorder.actions(sent))
    }

    @Test(arguments: 1...200 as ClosedRange<UInt64>)
    func `spoiled bytes never break a session`(seed: UInt64) {
        var chance = SplitMix(state: seed)
        var sent = randomSession(&chance)
        for _ in 0..<4 {
            sent[Int.random(in: 0..<sent.count, using: &chance)] = UInt8.random(in: 0...255, using: &chance)
        }
        var recorder = Recorder()
        for byte in sent { recorder.feed([byte]) }
        #expect(recorder.actions == Recorder.actions(sent))
    }
}

/// Chance that repeats.
struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

/// A preface and some frames, now and then one that breaks the protocol.
func randomSession(_ chance: inout SplitMix) -> [UInt8] {
    var sent = goodPreface
    for _ in 0..<Int.random(in: 1...12, using: &chance) {
        let kind = FrameKind.allCases.randomElement(using: &chance)!
        let longest =
            kind == .cancel ? 0 : kind == .ping || kind == .pong ? 64 : Int.random(in: 0...300, using: &chance)
        let body = (0..<Int.random(in: 0...longest, using: &chance)).map { _ in UInt8.random(in: 0...8, using: &chance)
        }
        sent += frame(
            kind, flags: UInt8.random(in: 0...1, using: &chance), code: UInt16.random(in: 0...70, using: &chance),
            stream: UInt32.random(in: 1...9, using: &chance), value: UInt32.random(in: 0...99, using: &chance),
            body: body)
    }
    return sent
}
