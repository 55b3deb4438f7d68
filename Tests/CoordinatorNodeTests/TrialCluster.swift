import Calling
import CoordinatorNode
import Encoding
import Eventing
import Ground
import Kernels
import Routing
import Serving
import TrialGround
import Vocabulary
import Wire

@testable import ShardNode

/// A cluster in this process, over real sockets: shards, each with a store of its own, and a coordinator; or a node
/// that stands alone.
final class TrialCluster {
    private let directory = TemporaryDirectory()
    private let pool = WorkerPool(name: "trial-pool", threadCount: 2)
    private let shardLoop: EventLoop
    private let loop: EventLoop
    private var servers: [Server] = []
    private var stores: [ShardStore] = []
    private var fleet: ShardFleet?
    let client: Client
    let map: ClusterMap

    /// - Parameter shardCount: 0: a node that stands alone.
    init(shardCount: Int) async throws {
        shardLoop = EventLoop(name: "trial-shards", pool: pool)
        loop = EventLoop(name: "trial-top", pool: pool)
        let addresses = (0..<max(shardCount, 1)).map { [directory] in "unix:" + directory.appending("\($0).sock") }
        map = try ClusterMap(
            name: "trial", shards: addresses.map { ShardPlace(replicas: [ReplicaPlace(address: $0, zone: "")]) })
        for shard in 0..<shardCount {
            let store = try ShardStore(path: directory.appending("data\(shard)"))
            stores.append(store)
            let service = try ShardService(
                store: store,
                placement: ShardPlacement(cluster: "trial", shard: shard, shardCount: shardCount, isReadOnly: false),
                version: "0",
                peers: addresses.indices.filter { $0 != shard }.map { ($0, addresses[$0]) })
            var table = Self.node(store, service.port).methods { nil }
            service.register(in: &table)
            let server = Server(loop: shardLoop, limits: Limits(), table: table)
            _ = try await server.listen(at: try SocketAddress(addresses[shard]))
            servers.append(server)
        }
        let top: CoordinatorNode
        if shardCount == 0 {
            let store = try ShardStore(path: directory.appending("alone"))
            stores.append(store)
            top = Self.node(store, store)
        } else {
            let fleet = try ShardFleet(map: map, loop: loop, kernels: .best, limits: Limits()) { _ in }
            self.fleet = fleet
            await fleet.start()
            top = CoordinatorNode(fleet: fleet, encoders: EncoderSet(), kernels: .best, version: "0")
        }
        let server = Server(loop: loop, limits: Limits(), table: top.methods { nil })
        client = Client(address: try await server.listen(at: try SocketAddress("unix:" + directory.appending("top"))))
        servers.append(server)
    }

    private static func node(_ store: ShardStore, _ port: any StorePort) -> CoordinatorNode {
        let shard = LocalShard(store: store)
        return CoordinatorNode(
            store: port, shards: [shard], planner: shard, encoders: EncoderSet(), kernels: .best, version: "0")
    }

    /// Ends the server of a shard: from now on it is away.
    func end(shard: Int) async {
        _ = await servers[shard].drain()
    }

    /// Ends all of it.
    func close() async {
        client.close()
        for server in servers.reversed() { _ = await server.drain() }
        fleet?.close()
        loop.stop()
        shardLoop.stop()
        pool.stop()
        for store in stores { store.close() }
    }

    // What callers do.

    /// What a shard answers to who goes past the coordinator.
    func askDirectly<Request: WireMessage, Response: WireMessage>(
        shard: Int, _ method: Vocabulary.Method, _ request: Request
    ) async throws(CallFailure) -> Response {
        let client = try Client(map.shards[shard].replicas[0].address)
        defer { client.close() }
        return try await client.call(method, request)
    }

    func create(_ spec: GallerySpec) async throws {
        let _: DescribeGalleryResponse = try await client.call(.createGallery, CreateGalleryRequest(spec: spec))
    }

    func write(_ writes: [ItemWrite], gallery: String = "g") async throws {
        for start in stride(from: 0, to: writes.count, by: 200) {
            let batch = Array(writes[start..<min(start + 200, writes.count)])
            let written: WriteResponse = try await client.call(
                .upsertItems, UpsertItemsRequest(gallery: gallery, items: batch))
            precondition(written.results.allSatisfy { $0.status == 0 }, "\(written)")
        }
    }

    /// Trains, and returns the operation when it has ended.
    func train(_ request: TrainRequest) async throws -> Vocabulary.Operation {
        var operation: Vocabulary.Operation = try await client.call(.train, request)
        while operation.state == .running {
            operation = try await client.call(
                .watchOperation,
                WatchOperationRequest(
                    operation: operation.id, afterRevision: operation.revision, waitMicroseconds: 1_000_000))
        }
        return operation
    }

    func search(_ request: SearchRequest, timeoutMicroseconds: UInt32 = 0) async throws -> SearchResponse {
        try await client.call(.search, request, timeoutMicroseconds: timeoutMicroseconds)
    }
}
