import Ground
import HTTP2
import Session
import Vocabulary

/// Whatever a peer sends that speaks HTTP/2, and however it arrives, a session counts right and breaks nothing. Calls
/// are answered, some at once and some late, some with failures; streams send back what they get.
///
/// The first byte chooses the pieces; most inputs get a good preface, so that the frames behind it are reached.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzGRPC(_ start: UnsafePointer<UInt8>?, _ byteCount: Int) -> CInt {
    guard byteCount > 1 else { return 0 }
    let input = UnsafeRawBufferPointer(start: start, count: byteCount)
    var bytes = Array(input.dropFirst())
    if input[0] & 7 != 0 {
        bytes = Array("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".utf8) + [0, 0, 0, 4, 0, 0, 0, 0, 0] + bytes
    }
    var trial = GRPCFuzzTrial(pieceByteCount: input[0] & 8 == 0 ? bytes.count : 1 + Int(input[0] >> 4) * 5)
    trial.feed(bytes)
    trial.finish()
    return 0
}

/// One session and those who answer it.
private struct GRPCFuzzTrial {
    let session: GRPCSession
    let pieceByteCount: Int
    var now = MonotonicTime(nanoseconds: 1_000_000_000)
    var waiting: [GRPCExchange] = []
    var callCount = 0
    var isOver = false

    init(pieceByteCount: Int) {
        var paths = MethodPaths()
        paths.add("/a/U", index: 0, takesStream: false)
        paths.add("/a/S", index: 1, takesStream: true)
        var settings = GRPCSettings()
        settings.messageByteCountMax = 4_096
        settings.streamCountMax = 20
        session = GRPCSession(paths: paths, settings: settings)
        self.pieceByteCount = pieceByteCount
    }

    mutating func feed(_ bytes: [UInt8]) {
        var start = 0
        while start < bytes.count, !isOver {
            let end = min(start + pieceByteCount, bytes.count)
            now = now.advanced(microseconds: 1_000)
            do {
                try bytes[start..<end].withUnsafeBytes {
                    try session.receive($0, at: now, requestByteBudget: 16_384 - session.heldRequestByteCount)
                }
            } catch {
                isOver = true
            }
            start = end
            act()
            write()
            check()
        }
    }

    private mutating func act() {
        while let action = session.nextAction() {
            switch action {
            case .call(let exchange): call(exchange)
            case .message(let exchange, let message):
                let head = ByteBuffer()
                head.append(message.bytes)
                session.messageTaken(of: exchange)
                if waiting.contains(where: { $0 === exchange }) { session.send(head, on: exchange) }
            case .ended(let exchange):
                if let index = waiting.firstIndex(where: { $0 === exchange }) {
                    waiting.remove(at: index)
                    session.finish(exchange)
                }
            case .hasRoom: break
            case .refused(let exchange, _):
                waiting.removeAll { $0 === exchange }
                session.fail(exchange, CallFailure(.invalidArgument, "refused", "refused"))
            case .cancelled(let exchange): waiting.removeAll { $0 === exchange }
            }
        }
    }

    private mutating func call(_ exchange: GRPCExchange) {
        callCount += 1
        if exchange.takesStream {
            waiting.append(exchange)
        } else if callCount % 3 == 0 {
            _ = session.takeRequest(of: exchange)
            session.fail(exchange, CallFailure(.aborted, "third", "every third call fails"))
        } else {
            precondition(exchange.message.count <= 4_096, "a message over the limit was handed over")
            let reply = exchange.startReply()
            reply.append(exchange.message)
            session.dropRequest(of: exchange)
            session.reply(exchange, with: reply)
        }
    }

    private mutating func write() {
        let output = ByteBuffer()
        do {
            try session.write(to: output, byteCountMax: 10_000)
        } catch {
            isOver = true
        }
        precondition(output.count < 10_000 + 20_000, "more was written at once than asked for")
    }

    private func check() {
        precondition(session.openCount >= 0 && session.openRequestCount >= 0, "a call was closed twice")
        precondition(session.openRequestCount <= session.openCount, "a request is open without its call")
        precondition(session.heldRequestByteCount >= 0, "bytes of a request were given back twice")
        precondition(session.heldReplyByteCount >= 0, "bytes of a reply were sent twice")
        precondition(session.openCount <= 20, "more streams are open than allowed")
        if session.openCount == 0, session.waitingActionCount == 0 {
            precondition(session.heldRequestByteCount == 0, "a request outlived its call")
            precondition(session.heldReplyByteCount == 0, "a reply outlived its call")
        }
    }

    /// Everyone answers; what can be sent is sent.
    mutating func finish() {
        session.refuseRequests(begunBefore: .never)
        act()
        for exchange in waiting { session.finish(exchange) }
        waiting = []
        for _ in 0..<100 where session.wantsToWrite && !isOver {
            write()
            act()
        }
        check()
    }
}
