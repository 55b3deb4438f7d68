import ArgumentParser
import Calling
import Foundation
import Glibc
import TrialGround
import Vocabulary

/// Shards and a coordinator with one trained gallery, kept in a folder for the next run. The shards' workers have the
/// last core, all else the others.
final class ClusterTrial {
    let coordinator: Client
    /// One of each shard.
    let shards: [Client]
    private let processes: [ChildProcess]
    private let workers: [[pid_t]]

    /// Starts a cluster on `folder`; imports and trains first unless the folder holds the gallery made the same way.
    ///
    /// - Parameter training: arguments of `tessera train`.
    init(
        folder: String, shardCount: Int, base: (path: String, matrix: HalfMatrix), training: [String]
    ) async throws {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let made = "\(shardCount) shards, \(base.matrix.rowCount) of \(base.path)\n\(training.joined(separator: " "))\n"
        let isMade = (try? String(contentsOfFile: "\(folder)/made", encoding: .utf8)) == made
        if !isMade {
            for name in ["made"] + (0..<shardCount).map({ "data\($0)" }) {
                try? FileManager.default.removeItem(atPath: "\(folder)/\(name)")
            }
        }
        // A path of a socket is short, and that of the folder may not be.
        let sockets = FileManager.default.temporaryDirectory.path
        let addresses = (0...shardCount).map { "unix:\(sockets)/tessera-bench-\(getpid())-\(shardCount)-\($0)" }
        try ("name: bench\nshards:\n" + addresses.dropLast().map { "  - replicas: [{address: '\($0)'}]\n" }.joined())
            .write(toFile: "\(folder)/cluster.yaml", atomically: true, encoding: .utf8)
        processes = try addresses.enumerated().map { number, address in
            let role = number < shardCount ? "shard\nshard: \(number)" : "coordinator"
            let file = "\(folder)/node\(number)"
            try """
            role: \(role)
            cluster: "\(folder)/cluster.yaml"
            listen: ["\(address)"]
            data: "\(folder)/data\(number)"
            threads: {workers: 1}
            """.write(toFile: file + ".yaml", atomically: true, encoding: .utf8)
            return ChildProcess(program: "tesserad", arguments: ["--config", file + ".yaml"], logFile: file + ".log")
        }
        coordinator = try Client(addresses[shardCount])
        shards = try addresses.dropLast().map { try Client($0) }
        for (client, process) in zip(shards + [coordinator], processes) {
            while process.isRunning, (try? await client.call(.ping, PingRequest()) as PingResponse) == nil {
                try await Task.sleep(for: .milliseconds(20))
            }
        }
        // The coordinator has begun beside the shards, and finds them by and by.
        while processes.allSatisfy(\.isRunning),
            try await (coordinator.call(.getStatus, GetStatusRequest()) as GetStatusResponse).replicas
                .contains(where: { !$0.fault.isEmpty })
        {
            try await Task.sleep(for: .milliseconds(50))
        }
        if !isMade {
            try await DaemonTrial.make(coordinator, addresses[shardCount], folder, base.path, base.matrix, training)
            try made.write(toFile: "\(folder)/made", atomically: true, encoding: .utf8)
        }
        workers = processes.map { ThreadTimes.threads(of: $0.identifier, named: "worker-") }
        try spread(shardCount)
    }

    deinit {
        stop()
    }

    /// Ends all nodes; what they keep on disk stays. May be repeated.
    func stop() {
        for client in [coordinator] + shards { client.close() }
        for process in processes.reversed() {
            process.terminate()
            _ = process.wait()
        }
    }

    /// Seconds that the workers of each shard have run so far, and all threads of the coordinator.
    var seconds: (shards: [Double], coordinator: Double) {
        let shards = zip(processes, workers).dropLast().map { process, workers in
            ThreadTimes.seconds(of: process.identifier, threads: workers)
        }
        let times = ThreadTimes(of: processes[processes.count - 1].identifier)
        return (shards, times.other + times.encoding)
    }

    private func spread(_ shardCount: Int) throws {
        let last = sysconf(CInt(_SC_NPROCESSORS_ONLN)) - 1
        guard last > 0 else { return }
        for (number, process) in processes.enumerated() {
            for thread in ThreadTimes.threads(of: process.identifier, named: "") {
                let isScanning = number < shardCount && workers[number].contains(thread)
                try PinnedProgram.move(thread, to: isScanning ? last...last : 0...(last - 1))
            }
        }
        for thread in ThreadTimes.threads(of: getpid(), named: "") {
            try PinnedProgram.move(thread, to: 0...(last - 1))
        }
    }
}
