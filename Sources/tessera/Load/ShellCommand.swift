internal import Glibc
internal import Ground

/// A command of a shell.
enum ShellCommand {
    /// Runs `command` to its end on a thread of its own; its output goes where errors of this program go.
    ///
    /// - Returns: its exit status, 127 when there is no shell, 128 and more when a signal ended it.
    static func run(_ command: String) async -> Int32 {
        await withCheckedContinuation { continuation in
            _ = NamedThread(name: "command") { continuation.resume(returning: runBlocking(command)) }
        }
    }

    private static func runBlocking(_ command: String) -> Int32 {
        var actions = unsafe posix_spawn_file_actions_t()
        unsafe posix_spawn_file_actions_init(&actions)
        defer { unsafe posix_spawn_file_actions_destroy(&actions) }
        // Reports stand on standard output.
        unsafe posix_spawn_file_actions_adddup2(&actions, STDERR_FILENO, STDOUT_FILENO)
        let words: [String] = ["sh", "-c", command]
        var arguments: [UnsafeMutablePointer<CChar>?] = unsafe words.map { unsafe strdup($0) } + [nil]
        defer { unsafe arguments.forEach { unsafe free($0) } }
        var child = pid_t()
        guard unsafe posix_spawn(&child, "/bin/sh", &actions, nil, &arguments, environ) == 0 else { return 127 }
        var status: Int32 = 0
        while unsafe waitpid(child, &status, 0) < 0 {
            guard errno == EINTR else { return 127 }
        }
        let signal = status & 0x7F
        return signal == 0 ? status >> 8 & 0xFF : 128 + signal
    }
}
