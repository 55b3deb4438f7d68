internal import Glibc

/// A program that this one has started.
struct ChildProgram {
    let identifier: pid_t

    /// Starts the program at `path`, which has this one's files but for those that are replaced.
    ///
    /// - Parameter words: its arguments, its name first.
    /// - Parameter files: files of this program, and which of the child's they become.
    /// - Returns: nil when it cannot be started.
    init?(_ path: String, _ words: [String], files: KeyValuePairs<Int32, Int32>) {
        var actions = unsafe posix_spawn_file_actions_t()
        unsafe posix_spawn_file_actions_init(&actions)
        defer { unsafe posix_spawn_file_actions_destroy(&actions) }
        for (own, other) in files { unsafe posix_spawn_file_actions_adddup2(&actions, own, other) }
        var arguments: [UnsafeMutablePointer<CChar>?] = unsafe words.map { unsafe strdup($0) } + [nil]
        defer { unsafe arguments.forEach { unsafe free($0) } }
        var child = pid_t()
        guard unsafe posix_spawn(&child, path, &actions, nil, &arguments, environ) == 0 else { return nil }
        identifier = child
    }

    /// Waits until it has ended; call exactly once.
    ///
    /// - Returns: its exit status, 128 and more when a signal ended it, 127 when nothing is known of it.
    func wait() -> Int32 {
        var status: Int32 = 0
        while unsafe waitpid(identifier, &status, 0) < 0 {
            guard errno == EINTR else { return 127 }
        }
        let signal = status & 0x7F
        return signal == 0 ? status >> 8 & 0xFF : 128 + signal
    }

    func kill() {
        Glibc.kill(identifier, SIGKILL)
    }
}
