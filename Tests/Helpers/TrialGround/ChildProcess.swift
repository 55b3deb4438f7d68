public import Glibc

/// A program that was started beside this one, with its output on a pipe.
public final class ChildProcess: @unchecked Sendable {
    // Unchecked: used by one test at a time.
    public let identifier: pid_t
    private let output: CInt
    private var pending: [UInt8] = []
    private var hasEnded = false

    /// Starts the program `name` that lies beside this test program.
    public init(program name: String, arguments: [String]) {
        var own = [CChar](repeating: 0, count: 4_096)
        let length = readlink("/proc/self/exe", &own, own.count - 1)
        precondition(length > 0, "readlink failed with \(errno)")
        let ownPath = String(decoding: own.prefix(length).map { UInt8(bitPattern: $0) }, as: UTF8.self)
        let path = ownPath.split(separator: "/").dropLast().map { "/" + $0 }.joined() + "/" + name

        var ends: [CInt] = [0, 0]
        precondition(pipe(&ends) == 0, "pipe failed with \(errno)")
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        posix_spawn_file_actions_adddup2(&actions, ends[1], 1)
        defer { posix_spawn_file_actions_destroy(&actions) }
        let copies = ([path] + arguments).map { strdup($0) }
        defer { for copy in copies { free(copy) } }
        var spawned: pid_t = 0
        let status = posix_spawn(&spawned, path, &actions, nil, copies + [nil], environ)
        precondition(status == 0, "\(path) did not start: \(status)")
        close(ends[1])
        identifier = spawned
        output = ends[0]
    }

    deinit {
        if !hasEnded { kill() }
        close(output)
    }

    /// The next line of output without its end; nil once the output has ended.
    public func readLine() -> String? {
        while true {
            if let end = pending.firstIndex(of: 10) {
                defer { pending.removeFirst(end + 1) }
                return String(decoding: pending[..<end], as: UTF8.self)
            }
            var bytes = [UInt8](repeating: 0, count: 65_536)
            let count = read(output, &bytes, bytes.count)
            guard count > 0 else { return nil }
            pending.append(contentsOf: bytes.prefix(count))
        }
    }

    /// Ends the program at once, as `kill -9` does, and waits until it is gone.
    public func kill() {
        Glibc.kill(identifier, SIGKILL)
        _ = wait()
    }

    /// The exit status; 128 + the signal's number when a signal ended the program.
    public func wait() -> Int {
        var status: CInt = 0
        waitpid(identifier, &status, 0)
        hasEnded = true
        return status & 0x7F == 0 ? Int(status >> 8 & 0xFF) : 128 + Int(status & 0x7F)
    }
}
