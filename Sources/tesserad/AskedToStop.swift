import Eventing
import Ground

/// Waits for the signals that end a daemon.
struct AskedToStop {
    /// The first of SIGTERM and SIGINT to come.
    func wait(on loop: EventLoop) async throws -> Int32 {
        let watches = Guarded<[SignalWatch]>([])
        let answered = Guarded(false)
        let signalNumber = unsafe await withUnsafeContinuation { (continuation: UnsafeContinuation<Int32, Never>) in
            loop.post {
                for number in [SignalWatch.terminate, SignalWatch.interrupt] {
                    let watch = try? SignalWatch(loop: loop, signal: number) {
                        let isFirst = answered.withLock { answered in
                            defer { answered = true }
                            return !answered
                        }
                        if isFirst { unsafe continuation.resume(returning: number) }
                    }
                    if let watch { watches.withLock { $0.append(watch) } }
                }
            }
        }
        loop.post { watches.withLock { $0.forEach { $0.close() } } }
        return signalNumber
    }
}
