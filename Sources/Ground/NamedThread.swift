import Glibc

/// One operating-system thread with a name that `top` and debuggers show. Join it before its owner goes.
public final class NamedThread: @unchecked Sendable {
    // Unchecked: `handle` is written once, before any other thread can see this object.
    private var handle = pthread_t()

    private final class Start {
        let name: String
        let body: @Sendable () -> Void
        init(name: String, body: @escaping @Sendable () -> Void) {
            self.name = name
            self.body = body
        }
    }

    /// Starts `body` on a thread of its own.
    ///
    /// - Parameter name: at most 15 bytes are kept, as Linux does.
    public init(name: String, body: @escaping @Sendable () -> Void) {
        let start = Unmanaged.passRetained(Start(name: name, body: body))
        let status = pthread_create(
            &handle, nil,
            { @Sendable argument in
                let start = Unmanaged<Start>.fromOpaque(argument!).takeRetainedValue()
                NamedThread.rename(String(start.name.prefix(15)))
                start.body()
                return nil
            }, start.toOpaque())
        precondition(status == 0, "pthread_create failed with \(status)")
    }

    /// Names the calling thread. Through procfs, as glibc's own call is hidden behind `_GNU_SOURCE`.
    private static func rename(_ name: String) {
        let file = open("/proc/thread-self/comm", O_WRONLY)
        guard file >= 0 else { return }
        _ = name.withCString { write(file, $0, strlen($0)) }
        close(file)
    }

    /// Waits until the thread has ended. Call exactly once.
    public func join() {
        pthread_join(handle, nil)
    }
}
