import ArgumentParser
import Calling
import Foundation
import Glibc
import Ground
import TrialGround
import Vocabulary

/// A daemon with one trained gallery, kept in a folder for the next run; its one worker thread has a core of its own.
final class DaemonTrial {
    static let gallery = "frontier"
    static let field = "v"

    let client: Client
    /// The gallery's one field, as the daemon describes it.
    let description: FieldDescription
    private let daemon: ChildProcess
    private let workers: [pid_t]

    /// Starts the daemon on `folder`; imports and trains first unless the folder holds the gallery made the same way.
    ///
    /// - Parameter training: arguments of `tessera train`.
    /// - Parameter memoryMax: bytes that the daemon may hold, files in memory included; nil: no limit.
    init(folder: String, base: (path: String, matrix: HalfMatrix), training: [String], memoryMax: Int?) async throws {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let made = "\(base.matrix.rowCount) of \(base.path)\n\(training.joined(separator: " "))\n"
        let isMade = (try? String(contentsOfFile: "\(folder)/made", encoding: .utf8)) == made
        if !isMade {
            try? FileManager.default.removeItem(atPath: "\(folder)/made")
            try? FileManager.default.removeItem(atPath: "\(folder)/data")
        }
        // A path of a socket is short, and that of the folder may not be.
        let address = "unix:\(FileManager.default.temporaryDirectory.path)/tessera-bench-\(getpid()).sock"
        try """
        listen: ["\(address)"]
        data: "\(folder)/data"
        threads: {workers: 1}
        """.write(toFile: "\(folder)/tesserad.yaml", atomically: true, encoding: .utf8)
        if memoryMax != nil { PageCache.drop(filesBelow: "\(folder)/data") }
        daemon = ChildProcess(
            program: "tesserad", arguments: ["--config", "\(folder)/tesserad.yaml"], logFile: "\(folder)/log")
        if let memoryMax { try MemoryGroup.limit(daemon.identifier, to: memoryMax) }
        client = try Client(address)
        while daemon.isRunning, (try? await client.call(.ping, PingRequest()) as PingResponse) == nil {
            try await Task.sleep(for: .milliseconds(20))
        }
        if !isMade {
            try await Self.make(client, address, folder, base.path, base.matrix, training)
            try made.write(toFile: "\(folder)/made", atomically: true, encoding: .utf8)
        }
        let told =
            try await client.call(.describeGallery, DescribeGalleryRequest(gallery: Self.gallery))
            as DescribeGalleryResponse
        description = told.fields[0]
        workers = ThreadTimes.threads(of: daemon.identifier, named: "worker-")
        try Self.spread(daemon.identifier, workers)
    }

    deinit {
        stop()
    }

    /// Ends the daemon; what it keeps on disk stays. May be repeated.
    func stop() {
        client.close()
        daemon.terminate()
        _ = daemon.wait()
    }

    /// Seconds that the worker has run so far, and all threads of the daemon.
    var seconds: (worker: Double, all: Double) {
        // That of the process counts threads that have ended.
        var (clock, all) = (clockid_t(), timespec())
        clock_getcpuclockid(daemon.identifier, &clock)
        clock_gettime(clock, &all)
        return (
            ThreadTimes.seconds(of: daemon.identifier, threads: workers), Double(all.tv_sec) + Double(all.tv_nsec) / 1e9
        )
    }

    /// Bytes that belong to the daemon alone: its memory without what is mapped from files.
    var ownByteCount: Int { byteCount(of: "RssAnon") }
    /// Bytes of files that the daemon has in memory.
    var mappedByteCount: Int { byteCount(of: "RssFile") }

    private func byteCount(of name: String) -> Int {
        let lines = (try? String(contentsOfFile: "/proc/\(daemon.identifier)/status", encoding: .utf8)) ?? ""
        let line = lines.split(separator: "\n").first { $0.hasPrefix(name) }
        return (line.flatMap { Int($0.filter(\.isNumber)) } ?? 0) * 1_024
    }

    /// Imports and trains.
    static func make(
        _ client: Client, _ address: String, _ folder: String, _ path: String, _ matrix: HalfMatrix,
        _ training: [String]
    ) async throws {
        let spec = GallerySpec(name: gallery, fields: [FieldSpec(name: field, dimension: UInt32(matrix.dimension))])
        _ = try await client.call(.createGallery, CreateGalleryRequest(spec: spec)) as DescribeGalleryResponse
        let rows = (["id"] + (0..<matrix.rowCount).map(String.init)).joined(separator: "\n") + "\n"
        try rows.write(toFile: "\(folder)/items.tsv", atomically: true, encoding: .utf8)
        let tool = ["--server", address]
        try run(
            tool + ["import", gallery, "\(folder)/items.tsv", "--vectors", "\(field)=\(path)", "--batch", "2000"],
            log: "\(folder)/tool")
        try run(tool + ["train", gallery, "--exact-below", "1"] + training, log: "\(folder)/tool")
    }

    private static func run(_ arguments: [String], log: String) throws {
        let start = MonotonicTime.now
        let tool = ChildProcess(program: "tessera", arguments: arguments, logFile: log)
        guard tool.wait() == 0 else {
            throw ValidationError((try? String(contentsOfFile: log, encoding: .utf8)) ?? "\(arguments) failed")
        }
        let seconds = Double(MonotonicTime.now.microseconds(since: start)) / 1e6
        print("\(arguments[2]) took \(column(seconds, 1, width: 0)) s")
    }

    /// The worker on the last core, all else on the others; with one core, nothing is moved.
    private static func spread(_ daemon: pid_t, _ workers: [pid_t]) throws {
        let last = sysconf(CInt(_SC_NPROCESSORS_ONLN)) - 1
        guard last > 0 else { return }
        for thread in ThreadTimes.threads(of: daemon, named: "") + ThreadTimes.threads(of: getpid(), named: "") {
            try PinnedProgram.move(thread, to: workers.contains(thread) ? last...last : 0...(last - 1))
        }
    }
}
