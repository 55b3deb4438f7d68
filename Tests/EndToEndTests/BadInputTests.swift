import Calling
import Foundation
import Testing
import Vocabulary

/// Bad input gets a clear error with what and where, and harms nobody.
struct BadInputTests {
    private static let gallery = "g"

    private func node() async throws -> (NodeProcess, Client) {
        let node = try NodeProcess()
        try await node.start()
        let client = try Client(node.address)
        let spec = GallerySpec(
            name: Self.gallery,
            fields: [FieldSpec(name: "a", dimension: 3), FieldSpec(name: "b", dimension: 2, metric: .innerProduct)])
        _ = try await client.call(.createGallery, CreateGalleryRequest(spec: spec)) as DescribeGalleryResponse
        return (node, client)
    }

    private static func search(_ change: (inout SearchRequest) -> Void) -> SearchRequest {
        var request = SearchRequest(
            gallery: gallery, limit: 5, fields: [FieldQuery(field: "a", vector: [1, 0, 0])])
        change(&request)
        return request
    }

    private static func refusals() -> [(SearchRequest, StatusCode, String)] {
        [
            (search { $0.gallery = "nobody" }, .notFound, "gallery"),
            (search { $0.fields[0].field = "c" }, .invalidArgument, "fields[0].field"),
            (search { $0.fields[0].vector = [1, 0] }, .invalidArgument, "fields[0].vector"),
            (search { $0.fields[0].vector[1] = .nan }, .invalidArgument, "fields[0].vector"),
            (search { $0.fields[0].vector[2] = .infinity }, .invalidArgument, "fields[0].vector"),
            (search { $0.fields[0].vector = [0, 0, 0] }, .invalidArgument, "fields[0].vector"),
            (search { $0.limit = 0 }, .invalidArgument, "limit"),
            (search { $0.limit = 1_001 }, .invalidArgument, "limit"),
            (search { $0.fields = [] }, .invalidArgument, ""),
            (search { $0.fields[0].weight = -1 }, .invalidArgument, "fields[0].weight"),
            (search { $0.fields.append($0.fields[0]) }, .invalidArgument, "fields[1].field"),
            (search { $0.fusion = Fusion(kind: .rrf, rrfConstant: 0.5) }, .invalidArgument, "fusion.rrf_constant"),
            (search { $0.diversity = Diversity(mmr: true, lambda: 1.5) }, .invalidArgument, "diversity.lambda"),
            (search { $0.minCoverage = 2 }, .invalidArgument, "min_coverage"),
            (
                search { $0.filter = Filter(attributes: [AttributeClause(name: "x")]) }, .invalidArgument,
                "filter.attributes[0]"
            ),
            (
                search {
                    $0.fields = []
                    $0.likeId = "nobody"
                }, .notFound, "like_id"
            ),
            (
                search { $0.fields[0].encoderFingerprint = "other" }, .failedPrecondition,
                "fields[0].encoder_fingerprint"
            ),
            (
                search {
                    $0.fields = []
                    $0.text = "a dog"
                }, .invalidArgument, "text"
            ),
        ]
    }

    @Test func `every bad search is refused with its field, and the daemon goes on`() async throws {
        let (node, client) = try await node()
        defer { withExtendedLifetime(node) { client.close() } }
        for (request, status, field) in Self.refusals() {
            do {
                _ = try await client.call(.search, request) as SearchResponse
                Issue.record("not refused: \(field) \(status)")
            } catch {
                #expect(error.status == status, "\(error)")
                if !field.isEmpty { #expect(error.field.hasPrefix(field), "\(error)") }
                #expect(!error.message.isEmpty && !error.reason.isEmpty)
            }
        }
        #expect(node.isRunning)
        let answer = try await client.call(.search, Self.search { _ in }) as SearchResponse
        #expect(answer.hits.isEmpty)
    }

    @Test func `a bad item is refused with its place, and the others of its batch are written`() async throws {
        let (node, client) = try await node()
        defer { withExtendedLifetime(node) { client.close() } }
        let good = ItemWrite(item: Item(id: "x"), vectors: [FieldVector(field: "a", values: [1, 2, 3])])
        func changed(_ change: (inout ItemWrite) -> Void) -> ItemWrite {
            var write = good
            change(&write)
            return write
        }
        let cases: [(ItemWrite, String)] = [
            (changed { $0.item = nil }, "items[1].item"),
            (changed { $0.item?.id = "" }, "items[1].item.id"),
            (changed { $0.item?.id = String(repeating: "x", count: 129) }, "items[1].item.id"),
            (changed { $0.item?.tags = [String(repeating: "t", count: 300)] }, "items[1].item.tags[0]"),
            (changed { $0.vectors[0].field = "nobody" }, "items[1].vectors[0].field"),
            (changed { $0.vectors[0].values = [1] }, "items[1].vectors[0].values"),
            (changed { $0.vectors[0].values[0] = .nan }, "items[1].vectors[0].values"),
            (changed { $0.vectors[0].values = [0, 0, 0] }, "items[1].vectors[0].values"),
            (changed { $0.vectors[0] = FieldVector(field: "b", values: [1e6, 0]) }, "items[1].vectors[0].values"),
            (changed { $0.item?.detections = [Detection(label: "x", score: 2)] }, "items[1].item.detections[0].score"),
        ]
        for (place, (write, field)) in cases.enumerated() {
            var first = good
            first.item?.id = "first \(place)"
            let written =
                try await client.call(
                    .upsertItems, UpsertItemsRequest(gallery: "g", items: [first, write])) as WriteResponse
            #expect(written.results.map(\.status) == [0, UInt32(StatusCode.invalidArgument.rawValue)], "\(field)")
            #expect(written.results[1].error?.field == field, "\(written.results[1])")
            #expect(written.results[1].version == 0)
        }
        let gallery =
            try await client.call(.describeGallery, DescribeGalleryRequest(gallery: "g")) as DescribeGalleryResponse
        #expect(gallery.itemCount == UInt64(cases.count))
        #expect(node.isRunning)
    }

    @Test func `a batch that names an id twice, or nothing, is refused as a whole`() async throws {
        let (node, client) = try await node()
        defer { withExtendedLifetime(node) { client.close() } }
        let write = ItemWrite(item: Item(id: "x"), vectors: [FieldVector(field: "a", values: [1, 2, 3])])
        for (items, field) in [([write, write], "items[1].item.id"), ([], "items")] {
            do {
                _ = try await client.call(.upsertItems, UpsertItemsRequest(gallery: "g", items: items)) as WriteResponse
                Issue.record("not refused: \(field)")
            } catch {
                #expect(error.status == .invalidArgument)
                #expect(error.field == field)
            }
        }
        let gallery =
            try await client.call(.describeGallery, DescribeGalleryRequest(gallery: "g")) as DescribeGalleryResponse
        #expect(gallery.itemCount == 0)
    }

    @Test(arguments: ["", "UPPER", "a/b/c", "sp ace", "/x", "x/", "-x", String(repeating: "n", count: 200), "ü"])
    func `a gallery cannot be called this`(name: String) async throws {
        let (node, client) = try await node()
        defer { withExtendedLifetime(node) { client.close() } }
        let spec = GallerySpec(name: name, fields: [FieldSpec(name: "a", dimension: 3)])
        do {
            _ = try await client.call(.createGallery, CreateGalleryRequest(spec: spec)) as DescribeGalleryResponse
            Issue.record("not refused")
        } catch {
            #expect(error.status == .invalidArgument)
            #expect(error.field == "spec.name")
        }
    }

    @Test func `a gallery is refused twice, with a bad field, with an unknown encoder or a bad template`() async throws
    {
        let (node, client) = try await node()
        defer { withExtendedLifetime(node) { client.close() } }
        let cases: [(GallerySpec, StatusCode, String)] = [
            (GallerySpec(name: "g", fields: [FieldSpec(name: "a", dimension: 3)]), .alreadyExists, "spec.name"),
            (GallerySpec(name: "h"), .failedPrecondition, "spec.fields"),
            (GallerySpec(name: "h", fields: [FieldSpec(name: "a")]), .invalidArgument, "spec.fields[0].dimension"),
            (
                GallerySpec(name: "h", fields: [FieldSpec(name: "a", dimension: 70_000)]), .invalidArgument,
                "spec.fields[0].dimension"
            ),
            (
                GallerySpec(name: "h", fields: [FieldSpec(name: "A!", dimension: 3)]), .invalidArgument,
                "spec.fields[0].name"
            ),
            (
                GallerySpec(name: "h", fields: [FieldSpec(name: "a", dimension: 3, encoder: "nobody")]),
                .failedPrecondition,
                "spec.fields[0].encoder"
            ),
            (
                GallerySpec(name: "h", fields: [FieldSpec(name: "a", dimension: 3, template: "{descriptoin}")]),
                .invalidArgument, "spec.fields[0].template"
            ),
            (
                GallerySpec(name: "h", fields: [FieldSpec(name: "a", dimension: 3, precision: .sq8)]), .unimplemented,
                "spec.fields[0].precision"
            ),
        ]
        for (spec, status, field) in cases {
            do {
                _ = try await client.call(.createGallery, CreateGalleryRequest(spec: spec)) as DescribeGalleryResponse
                Issue.record("not refused: \(field)")
            } catch {
                #expect(error.status == status, "\(error)")
                #expect(error.field == field, "\(error)")
            }
        }
    }
}
