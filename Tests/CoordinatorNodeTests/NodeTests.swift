import Calling
import CoordinatorNode
import Encoding
import Eventing
import Foundation
import Ground
import Kernels
import Serving
import ShardNode
import Testing
import Vocabulary

/// The whole node behind a socket.
@Suite(.serialized) struct NodeTests {
    /// What `body` sees: a client of a node with one gallery `g`, its server and its store.
    private func withNode(
        limits: Limits = Limits(), _ body: (Client, Server, ObservedStore) async throws -> Void
    ) async throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("tessera-\(UUID().uuidString)")
        let store = try ShardStore(path: folder.path)
        let pool = WorkerPool(name: "node-pool", threadCount: 2)
        let loop = EventLoop(name: "node-loop", pool: pool)
        let observed = ObservedStore(store, loop: loop)
        let shard = LocalShard(store: store)
        let node = CoordinatorNode(
            store: observed, shards: [shard], planner: shard, encoders: EncoderSet(), kernels: .best, version: "0")
        let server = Server(loop: loop, limits: limits, table: node.methods { nil })
        let client = Client(address: try await server.listen(at: .tcp(host: "127.0.0.1", port: 0)))
        let spec = GallerySpec(name: "g", fields: [FieldSpec(name: "a", dimension: 2)])
        let _: DescribeGalleryResponse = try await client.call(.createGallery, CreateGalleryRequest(spec: spec))
        try await body(client, server, observed)
        #expect(await server.drain())
        client.close()
        loop.stop()
        pool.stop()
        store.close()
        try? FileManager.default.removeItem(at: folder)
    }

    @Test func `writes are laid out on a worker and not on the loop`() async throws {
        try await withNode { client, _, store in
            let write = ItemWrite(item: Item(id: "x"), vectors: [FieldVector(field: "a", values: [3, 4])])
            let written: WriteResponse = try await client.call(
                .upsertItems, UpsertItemsRequest(gallery: "g", items: [write]))
            #expect(written.results.map(\.version) == [1])
            let deleted: WriteResponse = try await client.call(
                .deleteItems, DeleteItemsRequest(gallery: "g", ids: ["x"]))
            #expect(deleted.results.map(\.version) == [2])
            #expect(store.writesOnLoop.withLock { $0 } == [false, false])
        }
    }

    @Test func `a watch that nobody waits for any more does not hold up a drain`() async throws {
        var limits = Limits()
        limits.drainTimeoutMilliseconds = 50
        try await withNode(limits: limits) { client, server, _ in
            let operation: Vocabulary.Operation = try await client.call(
                .beginImport, BeginImportRequest(gallery: "g", source: "file"))
            let watch = Task {
                let _: Vocabulary.Operation = try await client.call(
                    .watchOperation,
                    WatchOperationRequest(
                        operation: operation.id, afterRevision: operation.revision, waitMicroseconds: 20_000_000))
            }
            while await server.counters().inFlightCount == 0 { try await Task.sleep(nanoseconds: 1_000_000) }
            #expect(await server.drain())
            _ = await watch.result
        }
    }

    @Test func `a watch ends at its time with the operation as it stands`() async throws {
        try await withNode { client, _, _ in
            let operation: Vocabulary.Operation = try await client.call(
                .beginImport, BeginImportRequest(gallery: "g", source: "file"))
            let start = MonotonicTime.now
            let watched: Vocabulary.Operation = try await client.call(
                .watchOperation,
                WatchOperationRequest(
                    operation: operation.id, afterRevision: operation.revision, waitMicroseconds: 600_000))
            #expect(watched == operation)
            #expect(MonotonicTime.now.microseconds(since: start) >= 600_000)
        }
    }

    @Test func `a watch ends with the change it waits for`() async throws {
        try await withNode { client, _, _ in
            let operation: Vocabulary.Operation = try await client.call(
                .beginImport, BeginImportRequest(gallery: "g", source: "file"))
            let watch = Task {
                let changed: Vocabulary.Operation = try await client.call(
                    .watchOperation,
                    WatchOperationRequest(
                        operation: operation.id, afterRevision: operation.revision, waitMicroseconds: 20_000_000))
                return changed
            }
            try await Task.sleep(nanoseconds: 400_000_000)
            let _: Vocabulary.Operation = try await client.call(
                .cancelOperation, CancelOperationRequest(operation: operation.id))
            #expect(try await watch.value.state == .cancelled)
        }
    }
}
