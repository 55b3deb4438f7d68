internal import Glibc
internal import Ground

/// The directory of one daemon: held by an flock'ed `LOCK` file, named and versioned by a `FORMAT` file.
///
/// `FORMAT` is three lines: the name, the format version, and the XXH3-64 of the two before. A directory without one is
/// taken only when it is empty, so that a wrong path never mixes our files with another program's.
final class DataDirectory: @unchecked Sendable {
    // Unchecked: `lock` changes once, in `release`, under the owner's lock.
    static let formatName = "tessera-data"
    static let formatVersion = 1

    let path: String
    private var lock: CInt

    /// Makes or opens the directory at `path` and holds it until this object goes.
    init(path: String) throws(StorageError) {
        self.path = path
        try Self.makeDirectories(path)
        // Looked at before anything is written, so that a foreign directory stays untouched.
        if try Self.read(path + "/FORMAT") == nil { try Self.refuseForeign(path) }
        let lock = try Self.hold(path)
        do throws(StorageError) {
            if let format = try Self.read(path + "/FORMAT") {
                try Self.check(format, directory: path)
            } else {
                try Self.refuseForeign(path)
                try Self.writeFormat(path)
            }
        } catch {
            close(lock)
            throw error
        }
        self.lock = lock
    }

    deinit {
        release()
    }

    /// Lets other processes hold the directory.
    func release() {
        if lock >= 0 { close(lock) }
        lock = -1
    }

    /// The bytes of a FORMAT file of `version`.
    static func format(version: Int) -> String {
        let body = "\(formatName)\nformat \(version)\n"
        return body + "xxh3 " + hex(Hash.xxh3(body)) + "\n"
    }

    private static func hex(_ value: UInt64) -> String {
        let digits = String(value, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }

    private static func check(_ bytes: [UInt8], directory: String) throws(StorageError) {
        let text = String(decoding: bytes, as: UTF8.self)
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        let found = "\"" + String(text.prefix(64)).map { $0.isNewline ? " " : String($0) }.joined() + "\""
        guard lines.first.map(String.init) == formatName else {
            // One flipped byte in our own name is damage; anything else is another program's file.
            if lines.count == 4, lines[1].hasPrefix("format "), lines[2].hasPrefix("xxh3 ") {
                throw .damagedFormat(directory: directory, found: found)
            }
            throw .foreign(directory: directory, found: "FORMAT \(found)")
        }
        guard lines.count == 4, lines[1].hasPrefix("format "), let version = Int(lines[1].dropFirst(7)),
            text == format(version: version)
        else { throw .damagedFormat(directory: directory, found: found) }
        guard version <= formatVersion else {
            throw .newerFormat(directory: directory, found: version, supported: formatVersion)
        }
    }

    private static func makeDirectories(_ path: String) throws(StorageError) {
        var prefix = path.hasPrefix("/") ? "/" : ""
        for part in path.split(separator: "/") {
            prefix += part
            if mkdir(prefix, 0o750) != 0, errno != EEXIST { throw failure("mkdir", prefix) }
            prefix += "/"
        }
        var status = stat()
        guard stat(path, &status) == 0 else { throw failure("stat", path) }
        guard status.st_mode & S_IFMT == S_IFDIR else { throw .foreign(directory: path, found: "a file") }
    }

    private static func refuseForeign(_ path: String) throws(StorageError) {
        guard let directory = opendir(path) else { throw failure("opendir", path) }
        defer { closedir(directory) }
        while let entry = readdir(directory) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if [".", "..", "LOCK", "FORMAT", "FORMAT.new", "lost+found"].contains(name) { continue }
            throw .foreign(directory: path, found: name)
        }
    }

    private static func hold(_ path: String) throws(StorageError) -> CInt {
        let file = open(path + "/LOCK", O_CREAT | O_RDWR | O_CLOEXEC, 0o640)
        guard file >= 0 else { throw failure("open", path + "/LOCK") }
        guard flock(file, LOCK_EX | LOCK_NB) == 0 else {
            let code = errno
            close(file)
            guard code == EWOULDBLOCK else { throw failure("flock", path + "/LOCK", code) }
            let text = try read(path + "/LOCK") ?? []
            throw .locked(
                directory: path,
                holder: Int32(String(decoding: text, as: UTF8.self).filter { !$0.isWhitespace }))
        }
        let text = "\(getpid())\n"
        // Best effort: a full disk must not keep the data from being read.
        _ = ftruncate(file, 0)
        _ = text.withCString { pwrite(file, $0, strlen($0), 0) }
        return file
    }

    private static func writeFormat(_ path: String) throws(StorageError) {
        let temporary = path + "/FORMAT.new"
        let file = open(temporary, O_CREAT | O_TRUNC | O_WRONLY | O_CLOEXEC, 0o640)
        guard file >= 0 else { throw failure("open", temporary) }
        let text = format(version: formatVersion)
        let written = text.withCString { write(file, $0, strlen($0)) }
        let isSafe = written == text.utf8.count && fsync(file) == 0
        let code = errno
        close(file)
        guard isSafe else { throw failure("write", temporary, code) }
        guard rename(temporary, path + "/FORMAT") == 0 else { throw failure("rename", temporary) }
        try synchronize(directory: path)
    }

    /// Makes the names in the directory, and its own in its parent, durable.
    ///
    /// A parent that this user may not read, as services often have it, was made by somebody else, who answers for it.
    func synchronize() throws(StorageError) {
        try Self.synchronize(directory: path)
        let parent = path + "/.."
        if access(parent, R_OK) == 0 || errno != EACCES { try Self.synchronize(directory: parent) }
    }

    /// Bytes of all files in `subdirectory`.
    func byteCount(of subdirectory: String) -> UInt64 {
        guard let directory = opendir(path + "/" + subdirectory) else { return 0 }
        defer { closedir(directory) }
        var sum: UInt64 = 0
        while let entry = readdir(directory) {
            var status = stat()
            let found = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { fstatat(dirfd(directory), $0, &status, 0) }
            }
            if found == 0, status.st_mode & S_IFMT == S_IFREG { sum += UInt64(status.st_blocks) * 512 }
        }
        return sum
    }

    private static func synchronize(directory: String) throws(StorageError) {
        let file = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard file >= 0 else { throw failure("open", directory) }
        defer { close(file) }
        guard fsync(file) == 0 else { throw failure("fsync", directory) }
    }

    /// Up to 4 KiB of the file at `path`; nil when there is none.
    private static func read(_ path: String) throws(StorageError) -> [UInt8]? {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else {
            if errno == ENOENT { return nil }
            throw failure("open", path)
        }
        defer { close(file) }
        var bytes = [UInt8](repeating: 0, count: 4_096)
        let count = Glibc.read(file, &bytes, bytes.count)
        guard count >= 0 else { throw failure("read", path) }
        return Array(bytes.prefix(count))
    }

    /// Proves that `byteCount` bytes can be written now.
    func probe(byteCount: Int) throws(StorageError) {
        let name = path + "/PROBE"
        let file = open(name, O_CREAT | O_TRUNC | O_WRONLY | O_CLOEXEC, 0o640)
        guard file >= 0 else { throw Self.failure("open", name) }
        let status = posix_fallocate(file, 0, byteCount)
        close(file)
        unlink(name)
        guard status == 0 else { throw Self.failure("fallocate", name, status) }
    }

    /// Bytes that a program without privileges may still write; nil when the system does not say.
    var freeByteCount: UInt64? {
        var status = statvfs()
        guard statvfs(path, &status) == 0 else { return nil }
        return UInt64(status.f_bavail) * UInt64(status.f_frsize)
    }

    private static func failure(_ call: String, _ path: String, _ code: CInt = errno) -> StorageError {
        let text = "\(call) \(path): \(String(cString: strerror(code)))"
        return code == ENOSPC || code == EDQUOT || code == EFBIG ? .full(text: text) : .inputOutput(text: text)
    }
}
