import ArgumentParser
import Eventing
import Glibc
import Ground
import Session
import TrialGround
import Vocabulary

/// A client that sends each call when it is due, answered or not, over some connections; on one thread that never
/// sleeps, so that it adds no time of its own.
final class OpenLoop {
    /// What became of the calls of a run.
    struct Outcome {
        var sentCount = 0
        /// Of the calls that were answered well: nanoseconds from when they were due.
        var latencies: [UInt64] = []
        /// And nanoseconds that the server says it took.
        var serverTimes: [UInt64] = []
        var refusedCount = 0
        var expiredCount = 0
        var otherCount = 0
        /// Calls without any answer at the end.
        var lostCount = 0
        var nanoseconds: UInt64 = 0
    }

    private final class Line {
        let descriptor: CInt
        var output: [UInt8] = []
        var sentCount = 0
        var input = [UInt8](repeating: 0, count: 1 << 16)
        var inputCount = 0

        init(_ address: SocketAddress) throws {
            guard case .unix(let path) = address else { throw ValidationError("an open loop takes a Unix socket") }
            descriptor = socket(AF_UNIX, CInt(SOCK_STREAM.rawValue), 0)
            var name = sockaddr_un()
            name.sun_family = sa_family_t(AF_UNIX)
            withUnsafeMutableBytes(of: &name.sun_path) { $0.copyBytes(from: path.utf8) }
            let status = withUnsafeBytes(of: &name) {
                connect(descriptor, $0.baseAddress!.assumingMemoryBound(to: sockaddr.self), socklen_t($0.count))
            }
            guard status == 0 else { throw ValidationError("connecting to \(address) failed with \(errno)") }
            _ = fcntl(descriptor, F_SETFL, O_NONBLOCK)
        }

        deinit {
            close(descriptor)
        }
    }

    private let lines: [Line]
    private let bodies: [[UInt8]]
    private let method: UInt16
    /// Frames of the call that is due next.
    private var outcome = Outcome()

    /// - Parameter bodies: requests, sent in turn.
    init(_ address: SocketAddress, connectionCount: Int, method: Method, bodies: [[UInt8]]) throws {
        lines = try (0..<connectionCount).map { _ in try Line(address) }
        self.bodies = bodies
        self.method = method.rawValue
        let preface = ByteBuffer()
        Preface(frameByteCountMax: 1 << 20, inFlightCountMax: 0).write(to: preface)
        for line in lines { line.output = Array(preface.bytes) }
        let start = MonotonicTime.now
        while lines.contains(where: { $0.inputCount < Preface.byteCount }) {
            guard MonotonicTime.now.microseconds(since: start) < 5_000_000 else {
                throw ValidationError("the server did not answer a preface")
            }
            for line in lines {
                send(line)
                receive(line)
            }
        }
        for line in lines { line.inputCount = 0 }
    }

    /// Sends a call at each of `arrivals`, in nanoseconds from now, and waits for the last answer.
    ///
    /// - Parameter eachSecond: called about once a second.
    func run(
        arrivals: [UInt64], timeoutMicroseconds: UInt32, eachSecond: () -> Void = {}
    ) -> Outcome {
        outcome = Outcome()
        let start = MonotonicTime.now.nanoseconds
        var second = start
        var next = 0
        var answeredCount = 0
        while answeredCount < arrivals.count {
            let now = MonotonicTime.now.nanoseconds
            while next < arrivals.count, start + arrivals[next] <= now {
                add(next, to: lines[next % lines.count], timeoutMicroseconds)
                next += 1
            }
            for line in lines {
                send(line)
                receive(line)
                answeredCount += takeAnswers(line) { start + arrivals[$0] }
            }
            if now - second >= 1_000_000_000 {
                second = now
                eachSecond()
            }
            if next == arrivals.count, now > start + arrivals[next - 1] + 3_000_000_000 { break }
        }
        outcome.sentCount = next
        outcome.lostCount = next - answeredCount
        outcome.nanoseconds = arrivals.last ?? 0
        return outcome
    }

    /// Keeps `inFlight` calls under way until `count` are answered.
    func runClosed(inFlight: Int, count: Int) -> Outcome {
        outcome = Outcome()
        let start = MonotonicTime.now.nanoseconds
        var dueAt: [UInt64] = []
        func add() {
            self.add(dueAt.count, to: lines[dueAt.count % lines.count], 0)
            dueAt.append(MonotonicTime.now.nanoseconds)
        }
        for _ in 0..<min(inFlight, count) { add() }
        var answeredCount = 0
        while answeredCount < count {
            for line in lines {
                send(line)
                receive(line)
                let newCount = takeAnswers(line) { dueAt[$0] }
                answeredCount += newCount
                for _ in 0..<newCount where dueAt.count < count { add() }
            }
        }
        outcome.sentCount = count
        outcome.nanoseconds = MonotonicTime.now.nanoseconds - start
        return outcome
    }

    private func add(_ number: Int, to line: Line, _ timeoutMicroseconds: UInt32) {
        let body = bodies[number % bodies.count]
        let header = FrameHeader(
            .request, bodyByteCount: body.count, code: method, stream: UInt32(number + 1), value: timeoutMicroseconds)
        withUnsafeTemporaryAllocation(byteCount: FrameHeader.byteCount, alignment: 8) { bytes in
            header.store(to: bytes.baseAddress!)
            line.output.append(contentsOf: bytes)
        }
        line.output.append(contentsOf: body)
    }

    private func send(_ line: Line) {
        guard line.sentCount < line.output.count else { return }
        let count = line.output.withUnsafeBytes {
            Glibc.send(line.descriptor, $0.baseAddress! + line.sentCount, $0.count - line.sentCount, CInt(MSG_NOSIGNAL))
        }
        if count > 0 { line.sentCount += count }
        if line.sentCount == line.output.count {
            line.output.removeAll(keepingCapacity: true)
            line.sentCount = 0
        }
    }

    private func receive(_ line: Line) {
        if line.inputCount == line.input.count { line.input += [UInt8](repeating: 0, count: line.input.count) }
        let count = line.input.withUnsafeMutableBytes {
            recv(line.descriptor, $0.baseAddress! + line.inputCount, $0.count - line.inputCount, 0)
        }
        if count > 0 { line.inputCount += count }
    }

    /// Counts the answers that have come whole.
    private func takeAnswers(_ line: Line, dueAt: (Int) -> UInt64) -> Int {
        var start = 0
        var count = 0
        let now = MonotonicTime.now.nanoseconds
        while line.inputCount - start >= FrameHeader.byteCount {
            let header = line.input.withUnsafeBytes { FrameHeader(at: $0.baseAddress! + start) }
            let end = start + FrameHeader.byteCount + Int(header.bodyByteCount)
            guard end <= line.inputCount else { break }
            start = end
            guard header.kind == FrameKind.response.rawValue else { continue }
            count += 1
            switch StatusCode(rawValue: header.code) {
            case .ok:
                outcome.latencies.append(now - dueAt(Int(header.stream) - 1))
                outcome.serverTimes.append(UInt64(header.value) * 1_000)
            case .resourceExhausted: outcome.refusedCount += 1
            case .deadlineExceeded: outcome.expiredCount += 1
            default: outcome.otherCount += 1
            }
        }
        if start > 0 {
            line.input.withUnsafeMutableBytes {
                _ = memmove($0.baseAddress!, $0.baseAddress! + start, line.inputCount - start)
            }
            line.inputCount -= start
        }
        return count
    }
}
