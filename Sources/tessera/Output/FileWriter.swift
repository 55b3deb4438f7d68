internal import Glibc

/// Writes whole files.
enum FileWriter {
    /// Puts `text` at `path`: written beside it first, so that no half of it is ever seen there.
    static func write(_ text: String, to path: String) throws(ToolError) {
        let unfinished = path + ".unfinished"
        let file = unsafe open(unfinished, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard file >= 0 else { throw failure(path) }
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let count = unsafe rest.withUnsafeBytes { unsafe Glibc.write(file, $0.baseAddress, $0.count) }
            if count < 0 {
                if errno == EINTR { continue }
                let error = failure(path)
                close(file)
                unsafe unlink(unfinished)
                throw error
            }
            rest = rest.dropFirst(count)
        }
        close(file)
        guard unsafe rename(unfinished, path) == 0 else { throw failure(path) }
    }

    /// Throws what `write` would, as far as that can be known before.
    static func check(_ path: String) throws(ToolError) {
        let unfinished = path + ".unfinished"
        let file = unsafe open(unfinished, O_WRONLY | O_CREAT | O_CLOEXEC, 0o644)
        guard file >= 0 else { throw failure(path) }
        close(file)
        unsafe unlink(unfinished)
        var found = stat()
        if unsafe stat(path, &found) == 0, found.st_mode & S_IFMT == S_IFDIR {
            throw ToolError(description: "\(path) cannot be written: it is a directory")
        }
    }

    private static func failure(_ path: String) -> ToolError {
        unsafe ToolError(description: "\(path) cannot be written: \(String(cString: strerror(errno)))")
    }
}
