import Eventing
import Ground
import Synchronization

/// The result of `body`, given a loop that is stopped afterwards; the stop traps when a handle leaked.
@discardableResult
func withLoop<Result>(threadCount: Int = 1, _ body: (EventLoop) async throws -> Result) async rethrows -> Result {
    let pool = WorkerPool(name: "trial-pool", threadCount: threadCount)
    let loop = EventLoop(name: "trial-loop", pool: pool)
    defer {
        loop.stop()
        pool.stop()
    }
    return try await body(loop)
}

/// A number that threads count up.
final class Counter: Sendable {
    private let value = Atomic<Int>(0)
    var count: Int { value.load(ordering: .sequentiallyConsistent) }

    @discardableResult
    func add() -> Int { value.add(1, ordering: .sequentiallyConsistent).newValue }

    /// Waits until `count` is at least `expected`; false after two seconds.
    func reaches(_ expected: Int) async -> Bool {
        for _ in 0..<2_000 {
            if count >= expected { return true }
            try? await Task.sleep(nanoseconds: 1_000_000)
        }
        return false
    }
}

/// Keeps what a stream says.
final class Listening: StreamReceiver {
    let bytes = Guarded<[UInt8]>([])
    let endCount = Counter()
    let sentCount = Counter()

    func streamReceived(_ bytes: UnsafeRawBufferPointer) {
        let copy = Array(bytes)
        self.bytes.withLock { $0 += copy }
    }

    func streamEnded(_ error: LoopError) {
        endCount.add()
    }

    func streamSent() {
        sentCount.add()
    }

    /// Waits for `count` bytes and returns all that came.
    func received(atLeast count: Int) async -> [UInt8] {
        for _ in 0..<3_000 {
            // A copy that is looked at outside is, to the thread sanitizer, a race with what is added after it.
            if bytes.withLock({ $0.count >= count }) { break }
            try? await Task.sleep(nanoseconds: 1_000_000)
        }
        return bytes.withLock { $0 }
    }
}
