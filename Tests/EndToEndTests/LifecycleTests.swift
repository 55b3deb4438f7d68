import Calling
import Foundation
import Testing
import Vocabulary

/// A gallery of ready vectors from its making to its end, over the socket.
struct LifecycleTests {
    /// Ten items on a circle in the first two of four dimensions, 36 degrees apart; item 9 lacks the second field.
    private static func write(_ number: Int) -> ItemWrite {
        let angle = Float(number) * .pi / 5
        var vectors = [FieldVector(field: "shape", values: [cos(angle), sin(angle), 0, 0])]
        if number != 9 { vectors.append(FieldVector(field: "color", values: [0, 0, cos(angle), sin(angle)])) }
        let item = Item(
            id: "i\(number)", url: "pictures/\(number).svg", description: "number \(number)",
            tags: number % 2 == 0 ? ["Even", "all"] : ["odd", "all"], similarIds: number == 1 ? ["i0"] : [])
        return ItemWrite(item: item, vectors: vectors)
    }

    private func filled(_ node: NodeProcess) async throws -> Client {
        try await node.start()
        let client = try Client(node.address)
        let spec = GallerySpec(
            name: "team/circle",
            fields: [FieldSpec(name: "shape", dimension: 4), FieldSpec(name: "color", dimension: 4, metric: .l2)])
        _ = try await client.call(.createGallery, CreateGalleryRequest(spec: spec)) as DescribeGalleryResponse
        let upsert = UpsertItemsRequest(gallery: "team/circle", items: (0..<10).map(Self.write))
        let written = try await client.call(.upsertItems, upsert) as WriteResponse
        #expect(written.results.map(\.version) == (1...10).map(UInt64.init))
        #expect(written.sequence == 10)
        return client
    }

    @Test func `what was acknowledged is in the next search, and distinct items are answered best first`() async throws
    {
        let node = try NodeProcess()
        let client = try await filled(node)
        defer { client.close() }
        var request = SearchRequest(
            gallery: "team/circle", limit: 3, fields: [FieldQuery(field: "shape", vector: [1, 0.1, 0, 0])],
            explain: true)
        let answer = try await client.call(.search, request) as SearchResponse
        // i1 lists i0 as similar, so it is skipped.
        #expect(answer.hits.map { $0.item?.id } == ["i0", "i9", "i2"])
        #expect(answer.coverage == 1)
        #expect(answer.hits.first?.fields.first?.rank == 1)
        request.diversity = Diversity(allowSimilar: true)
        let all = try await client.call(.search, request) as SearchResponse
        #expect(all.hits.map { $0.item?.id } == ["i0", "i1", "i9"])
    }

    @Test func `tags, ids and exclusions narrow a search, whatever the letter case of a tag`() async throws {
        let node = try NodeProcess()
        let client = try await filled(node)
        defer { client.close() }
        var request = SearchRequest(
            gallery: "team/circle", limit: 10, fields: [FieldQuery(field: "shape", vector: [1, 0, 0, 0])],
            filter: Filter(tags: [TagClause(any: ["EVEN"])]), excludeIds: ["i4"])
        let even = try await client.call(.search, request) as SearchResponse
        #expect(Set(even.hits.compactMap { $0.item?.id }) == ["i0", "i2", "i6", "i8"])
        #expect(even.shortReason == .exhausted)
        request.filter = Filter(noTags: ["even"], ids: ["i0", "i3", "i5", "nobody"])
        let odd = try await client.call(.search, request) as SearchResponse
        #expect(Set(odd.hits.compactMap { $0.item?.id }) == ["i3", "i5"])
    }

    @Test func `an item can be looked for by its own vectors and is not among the answers`() async throws {
        let node = try NodeProcess()
        let client = try await filled(node)
        defer { client.close() }
        let request = SearchRequest(gallery: "team/circle", limit: 2, likeId: "i5")
        let answer = try await client.call(.search, request) as SearchResponse
        #expect(Set(answer.hits.compactMap { $0.item?.id }) == ["i4", "i6"])
    }

    @Test func `expected versions decide item by item`() async throws {
        let node = try NodeProcess()
        let client = try await filled(node)
        defer { client.close() }
        var stale = Self.write(3)
        stale.expectedVersion = 2
        var fresh = Self.write(4)
        fresh.expectedVersion = 5
        var new = Self.write(5)
        new.item?.id = "new"
        new.expectedVersion = 0
        let request = UpsertItemsRequest(gallery: "team/circle", items: [stale, fresh, new])
        let written = try await client.call(.upsertItems, request) as WriteResponse
        #expect(written.results.map(\.status) == [StatusCode.aborted.rawValue, 0, 0].map(UInt32.init))
        #expect(written.results.map(\.version) == [0, 11, 12])
        #expect(written.results[0].error?.reason == "version_mismatch")
    }

    @Test func `get, delete and get again tell the truth, also after a restart`() async throws {
        let node = try NodeProcess()
        let client = try await filled(node)
        defer { client.close() }
        let ids = ["i7", "nobody", "i8"]
        let mask = ReadMask(description: true, vectors: true)
        let before =
            try await client.call(
                .getItems, GetItemsRequest(gallery: "team/circle", ids: ids, readMask: mask)) as GetItemsResponse
        #expect(before.items.map(\.version) == [8, 0, 9])
        #expect(before.items[0].item?.description == "number 7")
        #expect(before.items[0].item?.tags == [])
        #expect(before.items[0].vectors.map(\.field) == ["shape", "color"])
        let deleted =
            try await client.call(
                .deleteItems, DeleteItemsRequest(gallery: "team/circle", ids: ids)) as WriteResponse
        #expect(deleted.results.map(\.version) == [11, 0, 12])
        #expect(try await node.stop() == 0)
        try await node.start()
        let after =
            try await client.call(
                .getItems, GetItemsRequest(gallery: "team/circle", ids: ids)) as GetItemsResponse
        #expect(after.items.map(\.version) == [0, 0, 0])
        let gallery =
            try await client.call(
                .describeGallery, DescribeGalleryRequest(gallery: "team/circle")) as DescribeGalleryResponse
        #expect(gallery.itemCount == 8)
        #expect(gallery.sequence == 12)
        #expect(gallery.fields.map(\.missingCount) == [0, 1])
    }

    @Test func `an alias serves in every call and moves from one moment to the next`() async throws {
        let node = try NodeProcess()
        let client = try await filled(node)
        defer { client.close() }
        _ = try await client.call(.setAlias, SetAliasRequest(alias: "live", gallery: "team/circle")) as Empty
        let second = GallerySpec(name: "second", fields: [FieldSpec(name: "shape", dimension: 4)])
        _ = try await client.call(.createGallery, CreateGalleryRequest(spec: second)) as DescribeGalleryResponse
        let search = SearchRequest(
            gallery: "live", limit: 1, fields: [FieldQuery(field: "shape", vector: [1, 0, 0, 0])])
        #expect((try await client.call(.search, search) as SearchResponse).hits.count == 1)
        _ = try await client.call(.setAlias, SetAliasRequest(alias: "live", gallery: "second")) as Empty
        #expect((try await client.call(.search, search) as SearchResponse).hits.isEmpty)
        let list = try await client.call(.listGalleries, ListGalleriesRequest()) as ListGalleriesResponse
        #expect(list.galleries.map(\.name) == ["second", "team/circle"])
        #expect(list.galleries.map(\.aliases) == [["live"], []])
        await #expect(throws: CallFailure.self) {
            _ = try await client.call(.dropGallery, DropGalleryRequest(gallery: "live")) as DropGalleryResponse
        }
        _ = try await client.call(.dropGallery, DropGalleryRequest(gallery: "second")) as DropGalleryResponse
        await #expect(throws: CallFailure.self) { _ = try await client.call(.search, search) as SearchResponse }
    }

    @Test func `an operation survives a restart, can be watched, and is over once cancelled`() async throws {
        let node = try NodeProcess()
        let client = try await filled(node)
        defer { client.close() }
        let begin = BeginImportRequest(gallery: "team/circle", source: "s", totalCount: 100)
        let operation = try await client.call(.beginImport, begin) as Vocabulary.Operation
        #expect(operation.state == .running)
        var upsert = UpsertItemsRequest(
            gallery: "team/circle", items: [Self.write(1)], operation: operation.id, resumePoint: [1, 2], rowsDone: 7,
            rowsRejected: 2)
        _ = try await client.call(.upsertItems, upsert) as WriteResponse
        #expect(try await node.stop() == 0)
        try await node.start()
        let again = try await client.call(.beginImport, begin) as Vocabulary.Operation
        #expect(again.id == operation.id)
        #expect(again.resumePoint == [1, 2])
        #expect(again.doneCount == 7)
        #expect(again.rejectedCount == 2)
        async let watched =
            client.call(
                .watchOperation, WatchOperationRequest(operation: operation.id, afterRevision: again.revision))
            as Vocabulary.Operation
        _ =
            try await client.call(.cancelOperation, CancelOperationRequest(operation: operation.id))
            as Vocabulary.Operation
        #expect(try await watched.state == .cancelled)
        upsert.rowsDone = 8
        await #expect {
            _ = try await client.call(.upsertItems, upsert) as WriteResponse
        } throws: {
            ($0 as? CallFailure)?.status == .aborted
        }
    }
}
