internal import Glibc
internal import Ground
internal import JSON
public import Serving
public import Vocabulary

/// A file of JSON lines, one for each call that took long: what it did, where its time went, and its request, so that
/// it can be sent again.
public final class SlowLog: Sendable {
    private struct Pace {
        /// The second that is counted.
        var second: UInt64 = 0
        var count = 0
        /// Lines that were not written since the last one was.
        var droppedCount: UInt64 = 0
    }

    private let path: String
    private let thresholdMicroseconds: UInt64
    private let linesPerSecond: Int
    let keepsVectors: Bool
    private let pace = Guarded(Pace())

    /// Bytes of a request beyond which a line goes without it.
    static let requestByteCountMax = 256 << 10

    /// A log in the file at `path`, which is made if it is not there, and opened anew for each line, so that it may be
    /// moved away.
    ///
    /// - Parameter thresholdMicroseconds: from reading the request on; calls that take less are not written.
    /// - Parameter linesPerSecond: more than these are counted only.
    /// - Parameter keepsVectors: whether requests keep their vectors, or only how many numbers they had.
    /// - Throws: `FAILED_PRECONDITION`, `log_unusable` when the file cannot be written to.
    public init(
        path: String, thresholdMicroseconds: UInt64, linesPerSecond: Int, keepsVectors: Bool
    ) throws(CallFailure) {
        self.path = path
        self.thresholdMicroseconds = thresholdMicroseconds
        self.linesPerSecond = linesPerSecond
        self.keepsVectors = keepsVectors
        let file = Self.open(path)
        guard file >= 0 else {
            throw CallFailure(
                .failedPrecondition, "log_unusable", "the slow-query log \(path) cannot be written to: error \(errno)")
        }
        close(file)
    }

    private static func open(_ path: String) -> CInt {
        unsafe Glibc.open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
    }

    /// True when `call` has taken long enough by now.
    func isSlow(_ call: CallContext) -> Bool {
        MonotonicTime.now.microseconds(since: call.receivedAt) >= thresholdMicroseconds
    }

    /// Writes the line of a coordinator's call to this node, without its request, if it has taken long. Blocks: from a
    /// worker.
    public func note(_ method: Method, gallery: () -> String, _ call: CallContext, _ failure: CallFailure?) {
        guard isSlow(call) else { return }
        write(
            SlowCall(
                method, gallery: gallery(), call, failure: failure, explanation: nil, hitCount: 0, request: nil,
                dimensions: nil))
    }

    /// Writes the line of `call`, unless there were too many this second. Blocks: from a worker.
    func write(_ call: SlowCall) {
        let now = WallTime.microsecondsNow
        let dropped: UInt64? = pace.withLock { pace in
            if pace.second != now / 1_000_000 {
                pace.second = now / 1_000_000
                pace.count = 0
            }
            pace.count += 1
            guard pace.count <= linesPerSecond else {
                pace.droppedCount += 1
                return nil
            }
            defer { pace.droppedCount = 0 }
            return pace.droppedCount
        }
        guard let dropped else { return }
        let line = Array((call.json(atMicroseconds: now, droppedCount: dropped).text + "\n").utf8)
        let file = Self.open(path)
        guard file >= 0 else { return }
        // One write, so that lines of several threads do not mix.
        _ = unsafe line.withUnsafeBytes { unsafe Glibc.write(file, $0.baseAddress, $0.count) }
        close(file)
    }
}
