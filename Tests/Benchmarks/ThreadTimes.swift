import Foundation

/// Processor time of a process's threads, by what they are for.
struct ThreadTimes {
    /// Seconds of the threads that turn texts into vectors.
    var encoding = 0.0
    /// Seconds of all others.
    var other = 0.0

    /// The times so far of process `identifier`.
    init(of identifier: pid_t) {
        let tasks = "/proc/\(identifier)/task"
        for thread in (try? FileManager.default.contentsOfDirectory(atPath: tasks)) ?? [] {
            guard let name = try? String(contentsOfFile: "\(tasks)/\(thread)/comm", encoding: .utf8),
                let text = try? String(contentsOfFile: "\(tasks)/\(thread)/schedstat", encoding: .utf8),
                let nanoseconds = text.split(separator: " ").first.flatMap({ Double($0) })
            else { continue }
            if name.hasPrefix("encode-") { encoding += nanoseconds / 1e9 } else { other += nanoseconds / 1e9 }
        }
    }

    /// What was spent between two moments.
    static func - (later: ThreadTimes, earlier: ThreadTimes) -> ThreadTimes {
        var difference = later
        difference.encoding -= earlier.encoding
        difference.other -= earlier.other
        return difference
    }

    /// The threads of process `identifier` whose names begin with `prefix`.
    static func threads(of identifier: pid_t, named prefix: String) -> [pid_t] {
        let tasks = "/proc/\(identifier)/task"
        return ((try? FileManager.default.contentsOfDirectory(atPath: tasks)) ?? []).compactMap { thread in
            let name = try? String(contentsOfFile: "\(tasks)/\(thread)/comm", encoding: .utf8)
            return name?.hasPrefix(prefix) == true ? pid_t(thread) : nil
        }
    }

    /// Seconds that some threads of process `identifier` have run.
    static func seconds(of identifier: pid_t, threads: [pid_t]) -> Double {
        threads.reduce(0) { sum, thread in
            let text = try? String(contentsOfFile: "/proc/\(identifier)/task/\(thread)/schedstat", encoding: .utf8)
            return sum + (text?.split(separator: " ").first.flatMap { Double($0) } ?? 0) / 1e9
        }
    }
}
