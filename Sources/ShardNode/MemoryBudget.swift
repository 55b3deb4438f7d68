internal import Glibc

/// How much memory work may take.
struct MemoryBudget {
    let byteCount: Int

    /// `asked` bytes, or half of what is free when none are asked for.
    init(asked: UInt64) {
        byteCount = asked > 0 ? Int(clamping: asked) : (Self.free ?? 2 << 30) / 2
    }

    /// Bytes that this process may still take: of the machine, and of its group of processes. Nil when the system does
    /// not tell.
    private static var free: Int? {
        [machineFree, groupFree].compactMap { $0 }.min()
    }

    private static var machineFree: Int? {
        let line = text("/proc/meminfo").split(separator: "\n").first { $0.hasPrefix("MemAvailable:") }
        return line?.split(separator: " ").dropFirst().first.flatMap { Int($0) }.map { $0 * 1_024 }
    }

    /// What the limits of the control groups leave, version 2 and 1.
    private static var groupFree: Int? {
        var left: [Int] = []
        for line in text("/proc/self/cgroup").split(separator: "\n") {
            let parts = line.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
            guard parts.count == 3 else { continue }
            if parts[0] == "0" {
                left += limits(under: "/sys/fs/cgroup", group: parts[2], limit: "memory.max", used: "memory.current")
            } else if parts[1].split(separator: ",").contains("memory") {
                left += limits(
                    under: "/sys/fs/cgroup/memory", group: parts[2], limit: "memory.limit_in_bytes",
                    used: "memory.usage_in_bytes")
            }
        }
        return left.min()
    }

    /// What is left in the group and in those around it.
    private static func limits(under root: String, group: Substring, limit: String, used: String) -> [Int] {
        var names = group.split(separator: "/")
        var left: [Int] = []
        while true {
            let folder = names.reduce(root) { $0 + "/" + $1 }
            if let most = number(folder + "/" + limit), let taken = number(folder + "/" + used) {
                left.append(max(0, most - taken))
            }
            guard names.popLast() != nil else { return left }
        }
    }

    private static func number(_ path: String) -> Int? {
        Int(text(path).prefix { $0.isNumber })
    }

    /// The first 64 KiB of a file; nothing when there is none.
    private static func text(_ path: String) -> String {
        let file = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return "" }
        defer { close(file) }
        var bytes = [UInt8](repeating: 0, count: 65_536)
        let count = unsafe read(file, &bytes, bytes.count)
        return String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
    }
}
