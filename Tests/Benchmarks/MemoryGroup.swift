import ArgumentParser
import Foundation
import Glibc

/// A control group whose processes may hold only so much memory, files in memory included.
enum MemoryGroup {
    /// Moves the process into a group of its own, below the one it is in, that holds `byteCount` bytes.
    ///
    /// Of the first kind of groups where the memory controller is of that kind, else of the second.
    static func limit(_ process: pid_t, to byteCount: Int) throws {
        let lines = try String(contentsOfFile: "/proc/self/cgroup", encoding: .utf8).split(separator: "\n")
        let parts = lines.map { $0.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false) }
        let first = parts.first { $0.count == 3 && $0[1].split(separator: ",").contains("memory") }
        let root = first == nil ? "/sys/fs/cgroup" : "/sys/fs/cgroup/memory"
        let own = (first ?? parts.first { $0.count == 3 && $0[0] == "0" }).map { String($0[2]) } ?? "/"
        let folder = root + (own == "/" ? "" : own) + "/tessera-bench"
        let limit = first == nil ? "memory.max" : "memory.limit_in_bytes"
        do {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            try write("\(byteCount)", to: "\(folder)/\(limit)")
            try write("\(process)", to: "\(folder)/cgroup.procs")
        } catch {
            throw ValidationError("no control group with a limit of memory can be made (\(error)); run as root")
        }
    }

    private static func write(_ text: String, to path: String) throws {
        let file = open(path, O_WRONLY)
        guard file >= 0 else { throw ValidationError("\(path) cannot be opened: \(errno)") }
        defer { close(file) }
        guard Glibc.write(file, text, text.utf8.count) == text.utf8.count else {
            throw ValidationError("\(path) does not take \(text): \(errno)")
        }
    }
}
