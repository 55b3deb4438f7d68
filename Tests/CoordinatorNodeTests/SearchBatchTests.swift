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

/// Batches of searches behind a socket.
@Suite(.serialized) struct SearchBatchTests {
    private static let itemCount = 300

    private static func vector(_ seed: UInt64) -> [Float] {
        (0..<8).map { Float(Hash.xxh3(UInt64($0), seed: seed) >> 40) / Float(1 << 23) - 1 }
    }

    /// What `body` sees: a client of a node with the galleries `g` and `h` of some items.
    private func withNode(_ body: (Client) async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("tessera-\(UUID().uuidString)")
        let store = try ShardStore(path: folder.path)
        let pool = WorkerPool(name: "batch-pool", threadCount: 2)
        let loop = EventLoop(name: "batch-loop", pool: pool)
        let shard = LocalShard(store: store)
        let node = CoordinatorNode(
            store: store, shards: [shard], planner: shard, encoders: EncoderSet(), kernels: .best, version: "0")
        let server = Server(loop: loop, limits: Limits(), table: node.methods { nil })
        let client = Client(address: try await server.listen(at: .tcp(host: "127.0.0.1", port: 0)))
        for name in ["g", "h"] {
            let spec = GallerySpec(name: name, fields: [FieldSpec(name: "a", dimension: 8)])
            let _: DescribeGalleryResponse = try await client.call(.createGallery, CreateGalleryRequest(spec: spec))
            let items = (0..<Self.itemCount).map { number in
                ItemWrite(
                    item: Item(
                        id: "\(name)\(number)", description: String(repeating: "word ", count: 1_000),
                        tags: ["t\(number % 3)"]),
                    vectors: [FieldVector(field: "a", values: Self.vector(UInt64(number)))])
            }
            let _: WriteResponse = try await client.call(
                .upsertItems, UpsertItemsRequest(gallery: name, items: items))
        }
        try await body(client)
        #expect(await server.drain())
        client.close()
        loop.stop()
        pool.stop()
        store.close()
        try? FileManager.default.removeItem(at: folder)
    }

    private static func search(_ number: Int, gallery: String = "g", limit: UInt32 = 5) -> SearchRequest {
        SearchRequest(
            gallery: gallery, limit: limit, fields: [FieldQuery(field: "a", vector: vector(UInt64(number) + 9_000))],
            filter: number % 4 == 0 ? Filter(tags: [TagClause(any: ["t1"])]) : nil,
            readMask: number % 2 == 0 ? ReadMask(idOnly: true) : nil)
    }

    @Test func `each search is answered in its place as it is answered alone`() async throws {
        try await withNode { client in
            let searches = (0..<130).map {
                Self.search($0, gallery: $0 % 5 == 0 ? "h" : "g", limit: UInt32(1 + $0 % 7))
            }
            let batch: SearchBatchResponse = try await client.call(
                .searchBatch, SearchBatchRequest(searches: searches))
            #expect(batch.results.count == searches.count)
            for (search, result) in zip(searches, batch.results) {
                let alone: SearchResponse = try await client.call(.search, search)
                #expect(result == SearchResult(response: alone))
            }
        }
    }

    @Test func `searches sent side by side are answered as one by one`() async throws {
        try await withNode { client in
            let searches = (0..<100).map { Self.search($0) }
            var expected: [SearchResponse] = []
            for search in searches { expected.append(try await client.call(.search, search)) }
            let found = try await withThrowingTaskGroup(of: (Int, SearchResponse).self) { group in
                for (number, search) in searches.enumerated() {
                    group.addTask { (number, try await client.call(.search, search)) }
                }
                var found = [SearchResponse?](repeating: nil, count: searches.count)
                for try await (number, response) in group { found[number] = response }
                return found
            }
            #expect(found == expected)
        }
    }

    @Test func `what is wrong with one search is told in its place, and the others are answered`() async throws {
        try await withNode { client in
            var searches = (0..<9).map { Self.search($0) }
            searches[1].gallery = "nowhere"
            searches[3].limit = 0
            searches[4].fields[0].vector = [1, 2]
            searches[6] = SearchRequest(gallery: "g", limit: 3, likeId: "nobody")
            searches[7] = SearchRequest(gallery: "g", limit: 3, text: "a castle")
            let batch: SearchBatchResponse = try await client.call(
                .searchBatch, SearchBatchRequest(searches: searches))
            for (place, result) in batch.results.enumerated() {
                do {
                    let alone: SearchResponse = try await client.call(.search, searches[place])
                    #expect(result.response == alone && result.status == 0 && result.error == nil)
                } catch let failure as CallFailure {
                    #expect(result == SearchResult(status: UInt32(failure.status.rawValue), error: failure.detail))
                }
            }
            #expect(
                batch.results.map { $0.response != nil }
                    == [0, 2, 5, 8].reduce(into: [Bool](repeating: false, count: 9)) { $0[$1] = true })
        }
    }

    @Test(arguments: [0, 1_001])
    func `a batch of none or too many is refused whole`(count: Int) async throws {
        try await withNode { client in
            let request = SearchBatchRequest(searches: (0..<count).map { _ in SearchRequest(gallery: "g", limit: 1) })
            do {
                let _: SearchBatchResponse = try await client.call(.searchBatch, request)
                Issue.record("it was answered")
            } catch let failure as CallFailure {
                #expect(failure.status == .invalidArgument && failure.reason == "bad_count")
                #expect(failure.field == "searches" && failure.value == Int64(count))
            }
        }
    }

    @Test func `searches that ask for too many hits together are refused whole`() async throws {
        try await withNode { client in
            let searches = (0..<101).map { Self.search($0, limit: 1_000) }
            do {
                let _: SearchBatchResponse = try await client.call(
                    .searchBatch, SearchBatchRequest(searches: searches))
                Issue.record("it was answered")
            } catch let failure as CallFailure {
                #expect(failure.status == .invalidArgument && failure.reason == "too_many")
            }
        }
    }

    @Test func `a batch whose answers are too long for a reply is refused, and says what to do`() async throws {
        try await withNode { client in
            // 5,000 bytes a hit.
            let searches = (0..<60).map { Self.search(2 * $0 + 1, limit: 100) }
            do {
                let _: SearchBatchResponse = try await client.call(
                    .searchBatch, SearchBatchRequest(searches: searches))
                Issue.record("it was answered")
            } catch let failure as CallFailure {
                #expect(failure.status == .resourceExhausted && failure.reason == "reply_too_large")
                #expect(failure.limit == Int64(Limits.replyByteCountMax))
            }
            let lighter = searches.map { search in
                var search = search
                search.readMask = ReadMask(idOnly: true)
                return search
            }
            let batch: SearchBatchResponse = try await client.call(
                .searchBatch, SearchBatchRequest(searches: lighter))
            #expect(batch.results.allSatisfy { $0.response?.hits.count == 100 })
        }
    }

    @Test func `a batch whose time is up ends with DEADLINE_EXCEEDED`() async throws {
        try await withNode { client in
            let searches = (0..<1_000).map { Self.search($0, limit: 100) }
            do {
                let _: SearchBatchResponse = try await client.call(
                    .searchBatch, SearchBatchRequest(searches: searches), timeoutMicroseconds: 1_000)
                Issue.record("it was answered")
            } catch let failure as CallFailure {
                #expect(failure.status == .deadlineExceeded)
            }
        }
    }
}
