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
        // Reports stand on standard output.
        ChildProgram("/bin/sh", ["sh", "-c", command], files: [STDERR_FILENO: STDOUT_FILENO])?.wait() ?? 127
    }
}
