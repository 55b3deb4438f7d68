import Ground
import HTTP2
import Session
import TrialHTTP2
import Vocabulary

/// A session, all that it said should happen, and all that it sent.
final class GRPCTrial {
    let session: GRPCSession
    let reader = HTTP2FrameReader()
    var calls: [GRPCExchange] = []
    var refusals: [(exchange: GRPCExchange, problem: GRPCProblem)] = []
    var messages: [[UInt8]] = []
    /// Whether messages of streams are taken as soon as they come.
    var takesMessages = true
    var endedCount = 0
    var roomCount = 0
    var cancelledCount = 0
    var failure: HTTP2Error?
    var now = MonotonicTime(nanoseconds: 1_000_000_000)

    static let echo = "/test.Service/Echo"
    static let stream = "/test.Service/Stream"

    init(_ change: (inout GRPCSettings) -> Void = { _ in }, opens: Bool = true) {
        var paths = MethodPaths()
        paths.add("/test.Service/Other", index: 0, takesStream: false)
        paths.add(Self.echo, index: 1, takesStream: false)
        paths.add(Self.stream, index: 2, takesStream: true)
        var settings = GRPCSettings()
        settings.messageByteCountMax = 1 << 20
        change(&settings)
        session = GRPCSession(paths: paths, settings: settings)
        if opens { feed(HTTP2Bytes.opening) }
    }

    /// Reads `bytes` in pieces of `pieceByteCount`, and lets the session write after each.
    func feed(_ bytes: [UInt8], pieceByteCount: Int = .max, budget: Int = .max) {
        var start = 0
        while start < bytes.count, failure == nil {
            let end = start + min(pieceByteCount, bytes.count - start)
            receive(Array(bytes[start..<end]), budget: budget)
            start = end
            perform()
            write()
        }
    }

    /// Reads `bytes` and no more.
    func receive(_ bytes: [UInt8], budget: Int = .max) {
        let result = bytes.withUnsafeBytes { bytes in
            Result { () throws(HTTP2Error) in
                try session.receive(bytes, at: now, requestByteBudget: budget)
            }
        }
        if case .failure(let error) = result { failure = error }
    }

    private func perform() {
        while let action = session.nextAction() {
            switch action {
            case .call(let exchange): calls.append(exchange)
            case .refused(let exchange, let problem): refusals.append((exchange, problem))
            case .message(let exchange, let message):
                messages.append(Array(message.bytes.dropFirst(5)))
                if takesMessages { session.messageTaken(of: exchange) }
            case .ended: endedCount += 1
            case .hasRoom: roomCount += 1
            case .cancelled: cancelledCount += 1
            }
        }
    }

    func write() {
        let output = ByteBuffer()
        do throws(HTTP2Error) {
            try session.write(to: output, byteCountMax: .max)
        } catch {
            failure = error
        }
        reader.feed(Array(output.bytes))
        perform()
    }

    func reply(_ exchange: GRPCExchange, _ bytes: [UInt8]) {
        let reply = exchange.startReply()
        bytes.withUnsafeBytes { reply.append($0) }
        session.reply(exchange, with: reply)
        write()
    }

    /// Sends one message of a stream.
    func send(_ exchange: GRPCExchange, _ bytes: [UInt8]) {
        let message = ByteBuffer()
        _ = message.extend(byteCount: 5)
        bytes.withUnsafeBytes { message.append($0) }
        session.send(message, on: exchange)
        write()
    }

    func message(of exchange: GRPCExchange) -> [UInt8] {
        Array(exchange.message)
    }
}
