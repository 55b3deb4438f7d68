import Calling
import Foundation
import Ground
import Testing
import Vocabulary

/// What `kill -9` may never do.
@Suite(.serialized)
struct DurabilityTests {
    static let dimension = 24
    static let itemCount = 3_000
    static let batchCount = 60

    /// The vector of item `number`: random, but the same every time.
    static func vector(_ number: Int, field: Int) -> [Float] {
        (0..<dimension).map { position in
            let bits = Hash.xxh3(UInt64(number * 31 + field), seed: UInt64(position))
            return Float(Int64(bitPattern: bits) >> 40) / Float(1 << 23)
        }
    }

    static func write(_ number: Int) -> ItemWrite {
        ItemWrite(
            item: Item(
                id: "item-\(number)", description: "number \(number)", tags: ["tag\(number % 7)"],
                attributes: [Attribute(name: "number", value: .integer(Int64(number)))]),
            vectors: ["one", "two"].enumerated().map { field, name in
                FieldVector(field: name, values: vector(number, field: field))
            })
    }

    static func create(_ client: Client) async throws {
        let fields = ["one", "two"].map { FieldSpec(name: $0, dimension: UInt32(dimension)) }
        let request = CreateGalleryRequest(spec: GallerySpec(name: "g", fields: fields))
        _ = try await client.call(.createGallery, request) as DescribeGalleryResponse
    }

    /// Attributes are searched as before: nobody but the last 15 of `count` items has their numbers.
    private static func checkAttributes(_ client: Client, count: Int) async throws {
        let last = AttributeClause(name: "number", minimum: Double(count - 15), maximum: Double(count - 1))
        let search = SearchRequest(
            gallery: "g", limit: 100, fields: [FieldQuery(field: "one", vector: vector(0, field: 0))],
            filter: Filter(attributes: [last]))
        let found = try await client.call(.search, search) as SearchResponse
        #expect(Set(found.hits.compactMap { $0.item?.id }) == Set((count - 15..<count).map { "item-\($0)" }))
    }

    @Test
    func `killing the daemon during an import ten times loses nothing acknowledged and resumes to the full count`()
        async throws
    {
        let node = try NodeProcess()
        try await node.start()
        let client = try Client(node.address)
        defer { client.close() }
        try await Self.create(client)

        for round in 0..<10 {
            let begin = BeginImportRequest(
                gallery: "g", source: "round \(round)", totalCount: UInt64(Self.itemCount))
            let operation = try await client.call(.beginImport, begin) as Vocabulary.Operation
            #expect(operation.doneCount == 0)
            let acknowledged = Guarded<Int>(0)

            // The killer strikes at some moment of the import.
            let pid = node.identifier
            let delay = Int.random(in: 5...150)
            let strike = Task {
                try await Task.sleep(for: .milliseconds(delay))
                kill(pid, SIGKILL)
            }
            do {
                for batch in 0..<Self.batchCount {
                    let size = Self.itemCount / Self.batchCount
                    let last = (batch + 1) * size
                    let request = UpsertItemsRequest(
                        gallery: "g", items: ((batch * size)..<last).map(Self.write), operation: operation.id,
                        resumePoint: Array("\(last)".utf8), rowsDone: UInt64(last))
                    let response = try await client.call(.upsertItems, request) as WriteResponse
                    #expect(response.results.allSatisfy { $0.status == 0 })
                    acknowledged.withLock { $0 = last }
                }
            } catch {}
            _ = try await strike.value
            node.killNow()

            try await node.start()
            let resumed = try await client.call(.beginImport, begin) as Vocabulary.Operation
            let done = Int(resumed.doneCount)
            #expect(done >= acknowledged.withLock { $0 }, "an acknowledged batch is not in the resume point")
            #expect(String(decoding: resumed.resumePoint, as: UTF8.self) == (done == 0 ? "" : "\(done)"))

            // Everything up to the resume point is there, and is found by its own vector.
            let ids = (0..<done).map { "item-\($0)" }
            if !ids.isEmpty {
                let stored =
                    try await client.call(.getItems, GetItemsRequest(gallery: "g", ids: ids)) as GetItemsResponse
                #expect(stored.items.allSatisfy { $0.version > 0 })
            }
            for number in stride(from: 0, to: done, by: 97) {
                let search = SearchRequest(
                    gallery: "g", limit: 1, fields: [FieldQuery(field: "one", vector: Self.vector(number, field: 0))])
                let found = try await client.call(.search, search) as SearchResponse
                #expect(found.hits.first?.item?.id == "item-\(number)")
            }

            if done > 20 { try await Self.checkAttributes(client, count: done) }

            // Going on from there gives the full count.
            if done < Self.itemCount {
                let rest = UpsertItemsRequest(
                    gallery: "g", items: (done..<Self.itemCount).map(Self.write), operation: operation.id,
                    resumePoint: Array("\(Self.itemCount)".utf8), rowsDone: UInt64(Self.itemCount))
                _ = try await client.call(.upsertItems, rest) as WriteResponse
            }
            let end = FinishImportRequest(operation: operation.id, doneCount: UInt64(Self.itemCount))
            #expect((try await client.call(.finishImport, end) as Vocabulary.Operation).state == .succeeded)
            let gallery =
                try await client.call(.describeGallery, DescribeGalleryRequest(gallery: "g")) as DescribeGalleryResponse
            #expect(gallery.itemCount == UInt64(Self.itemCount))
            if round % 2 == 1 {
                let drop = try await client.call(.dropGallery, DropGalleryRequest(gallery: "g")) as DropGalleryResponse
                #expect(drop.itemCount == UInt64(Self.itemCount))
                try await Self.create(client)
            }
        }
        #expect(try await node.stop() == 0)
    }
}
