public import Glibc

/// A program that was started beside this one, with its output on a pipe.
public final class ChildProcess: @unchecked Sendable {
    // Unchecked: used by one test at a time.
    public let identifier: pid_t
    private let output: CInt
    private var pending: [UInt8] = []
    private var ended: Int?

    /// Starts the program `name` that lies beside this test program.
    ///
    /// - Parameter environment: variables set on top of this program's own.
    /// - Parameter logFile: takes what the program prints, errors too, instead of the pipe.
    public init(program name: String, arguments: [String], environment: [String: String] = [:], logFile: String? = nil)
    {
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
        if let logFile {
            posix_spawn_file_actions_addopen(&actions, 1, logFile, O_WRONLY | O_CREAT | O_APPEND, 0o600)
            posix_spawn_file_actions_adddup2(&actions, 1, 2)
        } else {
            posix_spawn_file_actions_adddup2(&actions, ends[1], 1)
        }
        defer { posix_spawn_file_actions_destroy(&actions) }
        let copies = ([path] + arguments).map { strdup($0) }
        defer { for copy in copies { free(copy) } }
        var spawned: pid_t = 0
        var variables: [String] = environment.map { "\($0)=\($1)" }
        var place = environ
        while let variable = place.pointee {
            let text = String(cString: variable)
            if environment[String(text.prefix { $0 != "=" })] == nil { variables.append(text) }
            place += 1
        }
        let settings = variables.map { strdup($0) }
        defer { for setting in settings { free(setting) } }
        let status = posix_spawn(&spawned, path, &actions, nil, copies + [nil], settings + [nil])
        precondition(status == 0, "\(path) did not start: \(status)")
        close(ends[1])
        identifier = spawned
        output = ends[0]
    }

    deinit {
        if isRunning { kill() }
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
        if isRunning { Glibc.kill(identifier, SIGKILL) }
        _ = wait()
    }

    /// True while the program runs.
    public var isRunning: Bool { poll() == nil }

    /// The exit status as `wait` tells it; nil while the program runs.
    public func poll() -> Int? {
        if let ended { return ended }
        var status: CInt = 0
        guard waitpid(identifier, &status, WNOHANG) == identifier else { return nil }
        return note(status)
    }

    /// Asks the program to end.
    public func terminate() {
        if isRunning { Glibc.kill(identifier, SIGTERM) }
    }

    /// The exit status; 128 + the signal's number when a signal ended the program.
    public func wait() -> Int {
        if let ended { return ended }
        var status: CInt = 0
        waitpid(identifier, &status, 0)
        return note(status)
    }

    private func note(_ status: CInt) -> Int {
        let exit = status & 0x7F == 0 ? Int(status >> 8 & 0xFF) : 128 + Int(status & 0x7F)
        ended = exit
        return exit
    }
}
