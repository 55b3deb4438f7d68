import Calling
import Ground
import Testing
import Vocabulary

/// A cluster answers as a node that stands alone does, whatever the number of its shards.
@Suite(.serialized) struct ClusterTests {
    private static let dimensions = [24, 16]

    private static func numbers(_ seed: UInt64, _ count: Int) -> [Float] {
        (0..<count).map { Float(Hash.xxh3(UInt64($0), seed: seed) >> 40) / Float(1 << 23) - 1 }
    }

    private static let spec = GallerySpec(
        name: "g",
        fields: [
            FieldSpec(name: "a", dimension: UInt32(dimensions[0])),
            FieldSpec(name: "b", dimension: UInt32(dimensions[1]), metric: .l2, weight: 0.5),
        ], exactBelow: 1)

    /// Every tenth a copy of the vectors before it, every seventh without field b.
    private static func writes(_ numbers: Range<Int>) -> [ItemWrite] {
        numbers.map { number in
            let source = UInt64(number % 10 == 9 ? number - 1 : number)
            var vectors = [FieldVector(field: "a", values: Self.numbers(source * 2, dimensions[0]))]
            if number % 7 != 0 {
                vectors.append(FieldVector(field: "b", values: Self.numbers(source * 2 + 1, dimensions[1])))
            }
            return ItemWrite(
                item: Item(
                    id: "id\(number)", description: "item \(number)", tags: ["t\(number % 3)", "u\(number % 29)"],
                    similarIds: number % 5 == 0 ? ["id\(number + 1)"] : [],
                    attributes: [Attribute(name: "year", value: .integer(Int64(1_900 + number % 100)))]),
                vectors: vectors)
        }
    }

    /// Searches of all kinds of fusion, filters, exclusions and diversity.
    private static func request(_ seed: Int, isExact: Bool) -> SearchRequest {
        var filter: Filter?
        switch seed % 6 {
        case 1: filter = Filter(tags: [TagClause(any: ["t1", "t2"])])
        case 2: filter = Filter(noTags: ["t0"], ids: (0..<300).map { "id\($0)" })
        case 3: filter = Filter(tags: [TagClause(any: ["u3"])])
        default: filter = nil
        }
        return SearchRequest(
            gallery: "g", limit: [1, 10, 25][seed % 3],
            fields: [
                FieldQuery(field: "a", vector: numbers(UInt64(seed) + 10_000, dimensions[0])),
                FieldQuery(field: "b", vector: numbers(UInt64(seed) + 20_000, dimensions[1])),
            ],
            filter: filter, excludeIds: seed % 4 == 0 ? ["id7", "id8", "nobody"] : [],
            fusion: Fusion(kind: FusionKind.allCases[seed % 3]),
            diversity: Diversity(mmr: seed % 2 == 0, allowSimilar: seed % 5 == 0, seed: seed % 4 == 0 ? 7 : nil),
            explain: true, tuning: SearchTuning(exact: isExact))
    }

    private static func compare(_ found: SearchResponse, _ expected: SearchResponse, _ what: String) {
        #expect(found.hits.map { $0.item?.id } == expected.hits.map { $0.item?.id }, "\(what)")
        #expect(found.hits.map(\.score) == expected.hits.map(\.score), "\(what)")
        #expect(found.hits.map(\.fields) == expected.hits.map(\.fields), "\(what)")
        #expect(found.hits.map(\.item) == expected.hits.map(\.item), "\(what)")
        #expect(found.shortReason == expected.shortReason, "\(what)")
        #expect(found.coverage == expected.coverage, "\(what)")
        #expect(found.codebookHashes == expected.codebookHashes, "\(what)")
        #expect(found.explanation?.allowedCount == expected.explanation?.allowedCount, "\(what)")
        #expect(found.explanation?.unionCount == expected.explanation?.unionCount, "\(what)")
        #expect(found.explanation?.fields == expected.explanation?.fields, "\(what)")
    }

    @Test(arguments: [1, 2, 5, 16])
    func `ids, order and scores do not depend on the number of shards`(shardCount: Int) async throws {
        let alone = try await TrialCluster(shardCount: 0)
        let cluster = try await TrialCluster(shardCount: shardCount)
        for node in [alone, cluster] {
            try await node.create(Self.spec)
            try await node.write(Self.writes(0..<1_000))
        }
        for seed in 0..<12 {
            let request = Self.request(seed, isExact: false)
            Self.compare(try await cluster.search(request), try await alone.search(request), "untrained, seed \(seed)")
        }
        // With the lists told, as what is measured is measured on the items of one shard.
        let training = TrainRequest(gallery: "g", listCount: 16, partCount: 8, seed: 3, nprobe: 5)
        for node in [alone, cluster] {
            let operation = try await node.train(training)
            #expect(operation.state == .succeeded, "\(operation)")
            // Rows that are not sealed, replaced ones, and deleted ones.
            try await node.write(Self.writes(1_000..<1_200))
            try await node.write(Self.writes(0..<50))
            let _: WriteResponse = try await node.client.call(
                .deleteItems, DeleteItemsRequest(gallery: "g", ids: (100..<130).map { "id\($0)" }))
        }
        for seed in 0..<24 {
            for isExact in [false, true] {
                var request = Self.request(seed, isExact: isExact)
                // Calibrations are measured on the items of one shard: by ranks they do not count.
                if shardCount > 1 { request.fusion = Fusion(kind: .rrf) }
                Self.compare(
                    try await cluster.search(request), try await alone.search(request),
                    "trained, seed \(seed), exact: \(isExact)")
            }
        }
        await cluster.close()
        await alone.close()
    }

    @Test func `items are sampled, listed, fetched and deleted as on one node`() async throws {
        let alone = try await TrialCluster(shardCount: 0)
        let cluster = try await TrialCluster(shardCount: 3)
        var told: [[String]] = []
        for node in [alone, cluster] {
            try await node.create(Self.spec)
            try await node.write(Self.writes(0..<500))
            var answers: [String] = []
            let sample: SampleItemsResponse = try await node.client.call(
                .sampleItems, SampleItemsRequest(gallery: "g", count: 20, field: "b", seed: 9))
            answers += sample.ids
            let fetched: GetItemsResponse = try await node.client.call(
                .getItems, GetItemsRequest(gallery: "g", ids: ["id3", "nobody", "id499", "id3"]))
            answers += fetched.items.map { "\($0.item?.id ?? "") \($0.item?.description ?? "") \($0.version > 0)" }
            let ids = (0..<100).map { "id\($0 * 7)" }
            let deleted: WriteResponse = try await node.client.call(
                .deleteItems, DeleteItemsRequest(gallery: "g", ids: ids))
            answers += deleted.results.map { "\($0.status)" }
            let export: StreamingCall<ExportItemsRequest, GetItemsResponse> = node.client.openStream(
                .exportItems, ExportItemsRequest(gallery: "g", pageItemCount: 37))
            while let page = try await export.next() { answers += page.items.compactMap(\.item?.id) }
            let described: DescribeGalleryResponse = try await node.client.call(
                .describeGallery, DescribeGalleryRequest(gallery: "g"))
            answers += [
                "\(described.itemCount) \(described.fields.map(\.itemCount)) \(described.fields.map(\.missingCount))"
            ]
            told.append(answers)
        }
        #expect(told[0] == told[1])
        await cluster.close()
        await alone.close()
    }

    @Test func `galleries are made on all shards or on none`() async throws {
        let cluster = try await TrialCluster(shardCount: 3)
        try await cluster.create(Self.spec)
        await #expect(throws: CallFailure.self) { try await cluster.create(Self.spec) }
        await cluster.end(shard: 2)
        var other = Self.spec
        other.name = "h"
        let failure = await #expect(throws: CallFailure.self) { try await cluster.create(other) }
        #expect(failure?.message.contains("shard 2") == true)
        for shard in 0..<2 {
            let listed: ListGalleriesResponse = try await cluster.askDirectly(
                shard: shard, .listGalleries, ListGalleriesRequest())
            #expect(listed.galleries.map(\.name) == ["g"])
        }
        await cluster.close()
    }

    @Test func `a shard refuses items of another, and who takes it for another`() async throws {
        let cluster = try await TrialCluster(shardCount: 2)
        try await cluster.create(Self.spec)
        let write = Self.writes(0..<1)
        let owner = Hash.shard(of: Hash.xxh3("id0"), shardCount: 2)
        let stray = await #expect(throws: CallFailure.self) {
            let _: WriteResponse = try await cluster.askDirectly(
                shard: 1 - owner, .upsertItems, UpsertItemsRequest(gallery: "g", items: write))
        }
        #expect(stray?.reason == "wrong_shard")
        let made = await #expect(throws: CallFailure.self) {
            let _: DescribeGalleryResponse = try await cluster.askDirectly(
                shard: 0, .createGallery, CreateGalleryRequest(spec: GallerySpec(name: "x", fields: Self.spec.fields)))
        }
        #expect(made?.reason == "not_the_coordinator")
        for (name, shard, count) in [("other", 0, 2), ("trial", 1, 2), ("trial", 0, 3)] {
            let taken = await #expect(throws: CallFailure.self) {
                let _: OpenShardResponse = try await cluster.askDirectly(
                    shard: 0, .openShard,
                    OpenShardRequest(cluster: name, shard: UInt32(shard), shardCount: UInt32(count)))
            }
            #expect(taken?.reason == "other_shard")
        }
        await cluster.close()
    }
}
