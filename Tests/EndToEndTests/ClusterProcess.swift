import Calling
import Foundation
import Testing
import Vocabulary

/// Real daemons that are a cluster, for one test: shards with their replicas, and a coordinator.
final class ClusterProcess {
    private let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
        "cluster-\(UUID().uuidString.prefix(8))")
    /// By shard and replica.
    let shards: [[NodeProcess]]
    let coordinator: NodeProcess

    /// Prepares nodes; starts nothing.
    ///
    /// - Parameter source: a cluster of as many shards with one replica each, stopped: what each shard holds is copied.
    /// - Parameter shardSettings: further lines of the configuration of the shard with that number.
    init(
        shardCount: Int, replicaCount: Int = 1, copying source: ClusterProcess? = nil,
        shardSettings: (Int) -> String = { _ in "" }
    ) throws {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let file = folder.appendingPathComponent("cluster.yaml")
        shards = try (0..<shardCount).map { shard in
            try (0..<replicaCount).map { _ in
                try NodeProcess(
                    configuration: """
                        role: shard
                        cluster: "\(file.path)"
                        shard: \(shard)
                        threads: {workers: 1}
                        \(shardSettings(shard))
                        """)
            }
        }
        coordinator = try NodeProcess(
            configuration: "role: coordinator\ncluster: \"\(file.path)\"\nthreads: {workers: 1}")
        var text = "name: trial\nshards:\n"
        for (shard, replicas) in shards.enumerated() {
            text += "  - replicas:\n"
            for replica in replicas {
                text += "      - {address: \"\(replica.address)\"}\n"
                guard let source else { continue }
                try FileManager.default.copyItem(
                    at: source.shards[shard][0].directory.appendingPathComponent("data"),
                    to: replica.directory.appendingPathComponent("data"))
            }
        }
        try text.write(to: file, atomically: true, encoding: .utf8)
    }

    deinit {
        try? FileManager.default.removeItem(at: folder)
    }

    func start() async throws {
        for shard in shards.joined() { try await shard.start() }
        try await coordinator.start()
    }

    /// Stops all nodes, the coordinator first.
    func stop() async throws {
        for node in [coordinator] + shards.joined() where node.isRunning { #expect(try await node.stop() == 0) }
    }
}
