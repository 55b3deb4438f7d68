import Calling
import Foundation
import Ground
import JSON
import Testing
import TesseraClient
import TrialGround
import Vocabulary

/// Real clusters of daemons on loopback.
@Suite(.serialized) struct ClusterEndToEndTests {
    private static let dimension = 16

    private static func vector(_ seed: Int) -> [Float] {
        (0..<dimension).map { Float(Hash.xxh3(UInt64($0), seed: UInt64(seed)) >> 40) / Float(1 << 23) - 1 }
    }

    private static func write(_ number: Int) -> ItemWrite {
        ItemWrite(
            item: Item(id: "id\(number)", description: "item \(number)", tags: ["t\(number % 3)"]),
            vectors: [FieldVector(field: "a", values: vector(number))])
    }

    private static func search(_ seed: Int, minCoverage: Float? = nil) -> SearchRequest {
        SearchRequest(
            gallery: "g", limit: 5, fields: [FieldQuery(field: "a", vector: vector(1_000_000 + seed))],
            minCoverage: minCoverage)
    }

    /// A gallery `g` of 600 items.
    private static func fill(_ cluster: ClusterProcess) async throws {
        let client = try Client(cluster.coordinator.address)
        defer { client.close() }
        let spec = GallerySpec(
            name: "g", fields: [FieldSpec(name: "a", dimension: UInt32(dimension))], exactBelow: 1)
        let _: DescribeGalleryResponse = try await client.call(.createGallery, CreateGalleryRequest(spec: spec))
        for start in stride(from: 0, to: 600, by: 200) {
            let written: WriteResponse = try await client.call(
                .upsertItems, UpsertItemsRequest(gallery: "g", items: (start..<start + 200).map(write)))
            #expect(written.results.allSatisfy { $0.status == 0 })
        }
    }

    @Test func `the tool works through a coordinator as it does on one node`() async throws {
        let cluster = try ClusterProcess(shardCount: 2)
        try await cluster.start()
        let node = cluster.coordinator
        let table = node.directory.appendingPathComponent("items.tsv")
        try ("id\tdescription\ttags\n" + (0..<300).map { "i\($0)\titem \($0)\tt\($0 % 3)\n" }.joined())
            .write(to: table, atomically: true, encoding: .utf8)
        let vectors = node.directory.appendingPathComponent("a.npy")
        try Data(NumpyFile.bytes((0..<300).map(Self.vector))).write(to: vectors)
        #expect(try await node.tool("gallery", "create", "g", "--field", "a:dim=16", "--exact-below", "1").status == 0)
        let imported = try await node.tool("import", "g", table.path, "--vectors", "a=\(vectors.path)")
        #expect(imported.status == 0, "\(imported.output)")
        let trained = try await node.tool("train", "g", "--nlist", "4", "--parts", "8")
        #expect(trained.status == 0, "\(trained.output)")
        let described = try await node.tool("gallery", "describe", "g", "--json")
        let told = try JSONValue(parsing: described.output)
        #expect(told["fields"]?.array?.first?["items"]?.integer == 300, "\(described.output)")
        #expect(told["fields"]?.array?.first?["index"]?["list_count"]?.integer == 4, "\(described.output)")
        #expect(told["fields"]?.array?.first?["index"]?["sample_count"]?.integer == 300, "\(described.output)")
        let found = try await node.tool("find", "g", "--like", "i7", "--count", "3", "--explain")
        #expect(found.status == 0, "\(found.output)")
        #expect(try await node.tool("get", "g", "i299").output.contains("item 299"))
        #expect(try await node.tool("get", "g", "nobody").status == 4)
        #expect(try await node.tool("delete", "g", "i1", "i2", "i3").status == 0)
        #expect(try await node.tool("get", "g", "i2").status == 4)
        // Nobody holds anything but the shards: another coordinator knows the same.
        #expect(try await node.stop() == 0)
        try await node.start()
        #expect(try await node.tool("find", "g", "--like", "i7").status == 0)
        #expect(try await node.tool("gallery", "drop", "g", "--yes").status == 0)
        #expect(try await node.tool("find", "g", "--like", "i7").status == 4)
        try await cluster.stop()
    }

    @Test func `a trace goes through the coordinator into the slow-query log of each shard`() async throws {
        let folder = TemporaryDirectory()
        func log(_ shard: Int) -> String { folder.appending("slow\(shard).jsonl") }
        let cluster = try ClusterProcess(shardCount: 2) {
            "slow_log: {path: \"\(log($0))\", threshold_ms: 0, per_second: 1000}"
        }
        try await cluster.start()
        try await Self.fill(cluster)
        let client = try GuideClient(cluster.coordinator.address)
        defer { client.close() }
        let trace = "4bf92f3577b34da6a3ce929d0e0e4736"
        let span = "00f067aa0ba902b7"
        var search = Self.search(1)
        search.explain = true
        let traced = try client.traced("00-\(trace)-\(span)-01")
        let found = try await traced.search(search)
        #expect(found.explanation?.traceparent == "00-\(trace)-\(span)-01")
        _ = try await client.search(Self.search(2))
        try await cluster.stop()
        var spans: Set<String> = []
        for shard in cluster.shards.indices {
            let lines = try String(contentsOfFile: log(shard), encoding: .utf8).split(separator: "\n")
                .map { try JSONValue(parsing: String($0)) }
            #expect(lines.allSatisfy { $0["gallery"]?.string == "g" && $0["request"] == .null })
            let scans = lines.filter { $0["method"]?.string == "scanShard" }
            let parts = scans.map { $0["traceparent"]?.string?.split(separator: "-").map(String.init) }
            #expect(parts.map { $0?[1] } == [trace, nil], "\(lines)")
            spans.formUnion(parts.compactMap { $0?[2] })
        }
        #expect(spans.count == 2 && !spans.contains(span), "\(spans)")
    }

    @Test func `a shard that is away lowers the coverage, and fails who wants all of it`() async throws {
        let cluster = try ClusterProcess(shardCount: 3)
        try await cluster.start()
        try await Self.fill(cluster)
        let client = try Client(cluster.coordinator.address)
        defer { client.close() }
        let whole = try await client.call(.search, Self.search(1)) as SearchResponse
        #expect(whole.coverage == 1)
        cluster.shards[1][0].killNow()
        let heldCount = (0..<600).count { Hash.shard(of: Hash.xxh3("id\($0)"), shardCount: 3) != 1 }

        let partly: SearchResponse = try await client.call(
            .search, Self.search(1, minCoverage: 0.3), timeoutMicroseconds: 5_000_000)
        #expect(abs(partly.coverage - Float(heldCount) / 600) < 0.001)
        #expect(partly.hits.count == 5)
        #expect(partly.hits.allSatisfy { Hash.shard(of: Hash.xxh3($0.item?.id ?? ""), shardCount: 3) != 1 })

        let failure = await #expect(throws: CallFailure.self) {
            let _: SearchResponse = try await client.call(.search, Self.search(1), timeoutMicroseconds: 5_000_000)
        }
        #expect(failure?.status == .unavailable)
        #expect(failure?.reason == "shard_unavailable")
        #expect(failure?.message.contains("shard 1") == true)
        #expect(failure?.message.contains("min_coverage is 1.0") == true, "\(String(describing: failure))")
        #expect(failure?.message.contains("coverage is \(partly.coverage)") == true, "\(String(describing: failure))")

        let written: WriteResponse = try await client.call(
            .upsertItems, UpsertItemsRequest(gallery: "g", items: (600..<630).map(Self.write)),
            timeoutMicroseconds: 5_000_000)
        for (number, result) in zip(600..<630, written.results) {
            let isAway = Hash.shard(of: Hash.xxh3("id\(number)"), shardCount: 3) == 1
            #expect((result.status != 0) == isAway)
            if isAway { #expect(result.error?.message.contains("shard 1") == true) }
        }

        var told = ""
        for _ in 0..<60 where !told.contains("not asked") {
            told = try await cluster.coordinator.tool("status").output
            try await Task.sleep(for: .milliseconds(50))
        }
        #expect(told.contains("shard 1.0"), "\(told)")
        #expect(told.contains("not asked"), "\(told)")

        // It comes back, and the coordinator finds it by itself.
        try await cluster.shards[1][0].start()
        var answer: SearchResponse?
        for _ in 0..<100 where answer == nil {
            answer = try? await client.call(.search, Self.search(1), timeoutMicroseconds: 1_000_000)
            if answer == nil { try await Task.sleep(for: .milliseconds(50)) }
        }
        #expect(answer?.coverage == 1)
        told = try await cluster.coordinator.tool("status").output
        #expect(told.split(separator: "\n").count { $0.contains("serves") } == 3, "\(told)")
        try await cluster.stop()
    }

    @Test func `replicas serve what they were given, and take no writes`() async throws {
        let source = try ClusterProcess(shardCount: 2)
        try await source.start()
        try await Self.fill(source)
        let asked = try Client(source.coordinator.address)
        let expected: SearchResponse = try await asked.call(.search, Self.search(3))
        asked.close()
        try await source.stop()

        let cluster = try ClusterProcess(shardCount: 2, replicaCount: 2, copying: source)
        try await cluster.start()
        let client = try Client(cluster.coordinator.address)
        defer { client.close() }
        for _ in 0..<20 {
            let found: SearchResponse = try await client.call(.search, Self.search(3))
            #expect(found.hits == expected.hits)
        }
        let written: Result<WriteResponse, CallFailure> = await {
            do throws(CallFailure) {
                return .success(
                    try await client.call(.upsertItems, UpsertItemsRequest(gallery: "g", items: [Self.write(1)])))
            } catch { return .failure(error) }
        }()
        guard case .failure(let failure) = written else {
            Issue.record("a copy was written to")
            return
        }
        #expect(failure.reason == "shard_read_only")
        #expect(failure.message.contains("has several replicas"))

        // One of each shard dies while searches go on: none fails.
        let dying = [cluster.shards[0][1].identifier, cluster.shards[1][0].identifier]
        try await Self.expectNoFailure(of: client) {
            for victim in dying {
                try? await Task.sleep(for: .milliseconds(300))
                kill(victim, SIGKILL)
            }
            try? await Task.sleep(for: .milliseconds(500))
        }
        try await cluster.stop()
    }

    @Test func `what was deleted does not come back with a replica that was forgotten`() async throws {
        let source = try ClusterProcess(shardCount: 1)
        try await source.start()
        try await Self.fill(source)
        try await source.stop()
        let cluster = try ClusterProcess(shardCount: 1, replicaCount: 2, copying: source)
        let (forgotten, current) = (cluster.shards[0][0], cluster.shards[0][1])
        try await source.start()
        let writer = try Client(source.coordinator.address)
        let _: WriteResponse = try await writer.call(
            .deleteItems, DeleteItemsRequest(gallery: "g", ids: (0..<300).map { "id\($0)" }))
        writer.close()
        try await source.stop()
        let data = current.directory.appendingPathComponent("data")
        try FileManager.default.removeItem(at: data)
        try FileManager.default.copyItem(
            at: source.shards[0][0].directory.appendingPathComponent("data"), to: data)

        try await cluster.start()
        let client = try Client(cluster.coordinator.address)
        defer { client.close() }
        func counted() async -> Set<UInt64> {
            var counts: Set<UInt64> = []
            for _ in 0..<40 {
                if let told: DescribeGalleryResponse = try? await client.call(
                    .describeGallery, DescribeGalleryRequest(gallery: "g"))
                {
                    counts.insert(told.itemCount)
                }
                if let found: SearchResponse = try? await client.call(.search, Self.search(3)) {
                    #expect(found.hits.allSatisfy { (Int($0.item?.id.dropFirst(2) ?? "") ?? 0) >= 300 })
                }
                try? await Task.sleep(for: .milliseconds(20))
            }
            return counts
        }
        #expect(await counted() == [300])
        let status: GetStatusResponse = try await client.call(.getStatus, GetStatusRequest())
        #expect(status.replicas[0].fault.contains("older items"), "\(status.replicas)")
        #expect(status.replicas[1].fault.isEmpty)
        // Nor when it is the only one left.
        kill(current.identifier, SIGKILL)
        try await Task.sleep(for: .milliseconds(1_500))
        _ = await counted()
        #expect(forgotten.isRunning)
        let rest: GetStatusResponse = try await client.call(.getStatus, GetStatusRequest())
        #expect(rest.replicas.allSatisfy { !$0.fault.isEmpty }, "\(rest.replicas)")
        try await cluster.stop()
    }

    @Test func `replicas that hang fail no search`() async throws {
        let source = try ClusterProcess(shardCount: 2)
        try await source.start()
        try await Self.fill(source)
        try await source.stop()
        let cluster = try ClusterProcess(shardCount: 2, replicaCount: 2, copying: source)
        try await cluster.start()
        let client = try Client(cluster.coordinator.address)
        defer { client.close() }
        let hanging = [cluster.shards[0][0].identifier, cluster.shards[1][1].identifier]
        try await Self.expectNoFailure(of: client) {
            try? await Task.sleep(for: .milliseconds(300))
            for victim in hanging { kill(victim, SIGSTOP) }
            try? await Task.sleep(for: .milliseconds(1_500))
            for victim in hanging { kill(victim, SIGCONT) }
            try? await Task.sleep(for: .milliseconds(500))
        }
        try await cluster.stop()
    }

    /// Searches while `body` runs; each must be answered whole, and within its deadline of two seconds.
    private static func expectNoFailure(of client: Client, while body: @escaping @Sendable () async -> Void)
        async throws
    {
        let isOver = Guarded(false)
        let failures = Guarded<[CallFailure]>([])
        let answeredCount = Guarded(0)
        await withTaskGroup(of: Void.self) { group in
            for worker in 0..<4 {
                group.addTask {
                    var seed = worker
                    while !isOver.withLock({ $0 }) {
                        seed += 4
                        do throws(CallFailure) {
                            let found: SearchResponse = try await client.call(
                                .search, Self.search(seed), timeoutMicroseconds: 2_000_000)
                            if found.coverage < 1 || found.hits.count != 5 {
                                failures.withLock { $0.append(CallFailure(.internal, "partial", "\(found.coverage)")) }
                            }
                            answeredCount.withLock { $0 += 1 }
                        } catch {
                            failures.withLock { $0.append(error) }
                        }
                    }
                }
            }
            group.addTask {
                await body()
                isOver.withLock { $0 = true }
            }
        }
        #expect(failures.withLock { $0 } == [])
        #expect(answeredCount.withLock { $0 } > 50)
    }

    /// What is refused before anything is served: lines of the configuration, the cluster file, and what is said.
    private static let refusals = [
        ("role: shard", "", "`cluster`"),
        ("role: king", "", "must be one of standalone, shard, coordinator"),
        ("cluster: CLUSTER", "name: c\nshards: [{replicas: [{address: 'unix:/a'}]}]", "needs `role: shard`"),
        ("role: shard\ncluster: CLUSTER", "name: c\nshards: [{replicas: [{address: 'unix:/a'}]}]", "needs `shard`"),
        (
            "role: shard\nshard: 1\ncluster: CLUSTER", "name: c\nshards: [{replicas: [{address: 'OWN'}]}]",
            "has shards 0 to 0"
        ),
        (
            "role: shard\nshard: 0\ncluster: CLUSTER", "name: c\nshards: [{replicas: [{address: 'unix:/a'}]}]",
            "names none of the addresses of shard 0"
        ),
        (
            "role: coordinator\ncluster: CLUSTER", "name: c\nshards: [{replicas: [{address: 'OWN'}]}]",
            "would be its own shard"
        ),
        ("role: coordinator\ncluster: CLUSTER", "name: c\nshards: []", "1 to 1024 shards"),
        ("role: coordinator\ncluster: CLUSTER", "shards: []", "`name` is missing"),
        ("role: coordinator\ncluster: CLUSTER", "name: c\nshards: [{replicas: []}]", "shards[0].replicas"),
        (
            "role: coordinator\ncluster: CLUSTER",
            "name: c\nshards: [{replicas: [{address: 'unix:/a'}]}, {replicas: [{address: 'unix:/a'}]}]",
            "shards[1].replicas[0].address: unix:/a stands at shards[0].replicas[0].address, too"
        ),
        ("role: coordinator\ncluster: CLUSTER", "name: c\nshards: [{replicas: [{adress: 'x'}]}]", "address"),
        ("role: coordinator\ncluster: CLUSTER", "name: [", "is not YAML"),
        (
            "role: coordinator\ncluster: CLUSTER",
            "name: c\nshards:\n  - replicas: [{address: 'unix:/a'}]\n  - replicas: [{address: 'unix:/a'}]",
            "cluster.yaml:4:"
        ),
        (
            "role: coordinator\ncluster: CLUSTER", "name: c\nshards:\n  - replicas: [{address: 'tcp://10.0.0.1'}]",
            "cluster.yaml:3:"
        ),
        (
            "role: coordinator\ncluster: CLUSTER", "name: c\nshards: [{replicas: [{address: 'ftp://h:80'}]}]",
            "'ftp://h:80' is no address"
        ),
        (
            "role: coordinator\ncluster: CLUSTER", "name: c\nshards: [{replicas: [{address: 'tcp://h:99999'}]}]",
            "'tcp://h:99999' is no address"
        ),
        (
            "role: coordinator\ncluster: CLUSTER", "name: c\nshards: [{replicas: [{address: 'tcp://h:0'}]}]",
            "port 0 of h"
        ),
        (
            "role: shard\nshard: 7\ncluster: CLUSTER", "name: c\nshards: [{replicas: [{address: 'unix:/a'}]}]",
            "tesserad.yaml:4:"
        ),
    ]

    @Test(arguments: refusals)
    func `a cluster that cannot be is refused with what and where`(
        settings: String, file: String, message: String
    ) async throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("c-\(UUID().uuidString.prefix(8))")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.appendingPathComponent("cluster.yaml")
        let node = try NodeProcess(configuration: settings.replacing("CLUSTER", with: "\"\(path.path)\""))
        try file.replacing("OWN", with: node.address).write(to: path, atomically: true, encoding: .utf8)
        for further in [[], ["--check"]] {
            try? FileManager.default.removeItem(at: node.logFile)
            node.launch(further)
            #expect(try await node.exitStatus() == 2, "\(further)")
            #expect(node.log.contains(message), "\(further): \(node.log)")
            #expect(!node.log.contains("log.level"), "refused before anything else: \(node.log)")
        }
    }

    @Test func `an import that begins while a shard is away waits for it, and a delete tells what it left`()
        async throws
    {
        let cluster = try ClusterProcess(shardCount: 2)
        try await cluster.start()
        try await Self.fill(cluster)
        let node = cluster.coordinator
        let ids = (0..<10).map { "id\($0)" }
        let leftCount = ids.count { Hash.shard(of: Hash.xxh3($0), shardCount: 2) == 1 }
        cluster.shards[1][0].killNow()

        let deleted = try await node.tool(["delete", "g"] + ids)
        #expect(deleted.status == 5, "\(deleted.output)")
        #expect(deleted.output.contains("\(10 - leftCount) deleted"), "\(deleted.output)")
        #expect(deleted.output.contains("\(leftCount) of 10 not deleted"), "\(deleted.output)")
        #expect(deleted.output.contains("shard 1 is away"), "\(deleted.output)")
        var told = ""
        for _ in 0..<60 where !told.contains("not asked") {
            told = try await node.tool("status").output
            try await Task.sleep(for: .milliseconds(50))
        }
        #expect(told.contains("serving, shard 1 of 2 is away"), "\(told)")
        #expect(told.contains("items on the shards that answer"), "\(told)")

        let table = try node.file("items.tsv", "id\n" + (0..<50).map { "n\($0)\n" }.joined())
        let vectors = try node.file("a.npy", NumpyFile.bytes((0..<50).map(Self.vector)))
        let command = ["import", "g", table, "--vectors", "a=\(vectors)"]
        let refused = try await node.tool(command + ["--retry-seconds", "0"])
        #expect(refused.status == 5, "\(refused.output)")
        let waiting = node.startTool(command + ["--retry-seconds", "60"])
        try await Task.sleep(for: .milliseconds(500))
        try await cluster.shards[1][0].start()
        let imported = try await node.end(of: waiting)
        #expect(imported.status == 0, "\(imported.output)")
        #expect(imported.output.contains("waiting, for 60 s at most"), "\(imported.output)")
        try await cluster.stop()
    }

    @Test func `data of another shard, of another number of shards, or of a lone node is refused`() async throws {
        let cluster = try ClusterProcess(shardCount: 2)
        try await cluster.start()
        try await Self.fill(cluster)
        try await cluster.stop()
        let data = cluster.shards[0][0].directory.appendingPathComponent("data")

        func refusal(_ other: NodeProcess) async throws -> String {
            let target = other.directory.appendingPathComponent("data")
            try FileManager.default.copyItem(at: data, to: target)
            other.launch()
            #expect(try await other.exitStatus() == 1)
            return other.log
        }
        let three = try ClusterProcess(shardCount: 3)
        #expect(
            try await refusal(three.shards[0][0]).contains("holds shard 0 of 2 of cluster 'trial', not shard 0 of 3"))
        let two = try ClusterProcess(shardCount: 2)
        #expect(try await refusal(two.shards[1][0]).contains("holds shard 0 of 2 of cluster 'trial', not shard 1 of 2"))
        #expect(try await refusal(NodeProcess()).contains("start it with `role: shard`"))

        let alone = try NodeProcess()
        try await alone.start()
        #expect(try await alone.tool("gallery", "create", "g", "--field", "a:dim=2").status == 0)
        let client = try Client(alone.address)
        let item = ItemWrite(item: Item(id: "x"), vectors: [FieldVector(field: "a", values: [1, 0])])
        let _: WriteResponse = try await client.call(.upsertItems, UpsertItemsRequest(gallery: "g", items: [item]))
        client.close()
        #expect(try await alone.stop() == 0)
        let fresh = try ClusterProcess(shardCount: 2)
        let shard = fresh.shards[0][0]
        try FileManager.default.copyItem(
            at: alone.directory.appendingPathComponent("data"), to: shard.directory.appendingPathComponent("data"))
        shard.launch()
        #expect(try await shard.exitStatus() == 1)
        #expect(shard.log.contains("1 items of a node that stood alone"), "\(shard.log)")
    }

    @Test func `a shard of another cluster is not asked, and the log says why`() async throws {
        let cluster = try ClusterProcess(shardCount: 2)
        // The second shard believes to be in a cluster of its own.
        let other = cluster.shards[1][0]
        let own = other.directory.appendingPathComponent("own.yaml")
        try "name: other\nshards: [{replicas: [{address: '\(other.address)'}]}]".write(
            to: own, atomically: true, encoding: .utf8)
        try """
        listen: ['\(other.address)']
        data: '\(other.directory.path)/data'
        role: shard
        shard: 0
        cluster: '\(own.path)'
        """.write(to: other.configurationFile, atomically: true, encoding: .utf8)
        try await cluster.start()
        let client = try Client(cluster.coordinator.address)
        defer { client.close() }
        let spec = GallerySpec(name: "g", fields: [FieldSpec(name: "a", dimension: 2)])
        let failure = await #expect(throws: CallFailure.self) {
            let _: DescribeGalleryResponse = try await client.call(.createGallery, CreateGalleryRequest(spec: spec))
        }
        #expect(failure?.message.contains("of cluster 'other'") == true, "\(String(describing: failure))")
        #expect(cluster.coordinator.log.contains("is not asked"))
        try await cluster.stop()
    }
}
