import Gallery
import Testing
import Vocabulary

/// What an item and its vectors may be.
struct ItemRulesTests {
    private func failure(_ change: (inout Item) -> Void) -> CallFailure? {
        var item = Item(id: "1")
        change(&item)
        return #expect(throws: CallFailure.self) { try GalleryRules.check(item, at: "item") }
    }

    private func failure(vector: [Float], field: Int = 0, fingerprint: String = "") -> CallFailure? {
        let write = ItemWrite(
            item: Item(id: "1"),
            vectors: [
                FieldVector(
                    field: SampleSpec.standard.fields[field].name, values: vector, encoderFingerprint: fingerprint)
            ])
        return #expect(throws: CallFailure.self) {
            try GalleryRules.check(write, in: SampleSpec.standard, at: "items[3]")
        }
    }

    @Test func `an item at every limit is accepted`() throws {
        let item = Item(
            id: String(repeating: "i", count: 128), url: String(repeating: "u", count: 8_192),
            description: String(repeating: "d", count: 65_536),
            tags: Array(repeating: String(repeating: "t", count: 256), count: 1_024),
            detections: Array(
                repeating: Detection(label: String(repeating: "l", count: 256), score: 1, box: [0, 0, 1, 1]),
                count: 1_024),
            similarIds: Array(repeating: "s", count: 1_024),
            attributes: (0..<256).map {
                Attribute(name: "a\($0)", value: .text(String(repeating: "v", count: 4_096)))
            })
        try GalleryRules.check(item, at: "item")
    }

    @Test func `an item that passes a limit is refused with the limit and the value`() {
        expect(failure { $0.id = "" }, "empty_id", "item.id")
        expect(failure { $0.id = "a\0b" }, "nul_in_id", "item.id")
        expect(
            failure { $0.id = String(repeating: "é", count: 65) }, "id_too_long", "item.id", limit: 128, value: 130)
        expect(
            failure { $0.url = String(repeating: "u", count: 8_193) }, "text_too_long", "item.url", limit: 8_192,
            value: 8_193)
        expect(
            failure { $0.description = String(repeating: "d", count: 65_537) }, "text_too_long", "item.description",
            limit: 65_536, value: 65_537)
        expect(
            failure { $0.tags = Array(repeating: "t", count: 1_025) }, "too_many", "item.tags", limit: 1_024,
            value: 1_025)
        expect(
            failure { $0.tags = ["a", String(repeating: "t", count: 257)] }, "text_too_long", "item.tags[1]", limit: 256
        )
        expect(
            failure { $0.detections = Array(repeating: Detection(label: "a"), count: 1_025) }, "too_many",
            "item.detections", limit: 1_024)
        expect(
            failure { $0.similarIds = Array(repeating: "s", count: 1_025) }, "too_many", "item.similar_ids",
            limit: 1_024)
        expect(failure { $0.similarIds = ["s", ""] }, "empty_id", "item.similar_ids[1]")
        expect(
            failure { $0.authorName = String(repeating: "n", count: 1_025) }, "text_too_long", "item.author_name",
            limit: 1_024)
    }

    @Test(arguments: [
        (Detection(), "empty_label", "label"),
        (Detection(label: String(repeating: "l", count: 257)), "text_too_long", "label"),
        (Detection(label: "a", score: 1.5), "out_of_range", "score"),
        (Detection(label: "a", score: -0.1), "out_of_range", "score"),
        (Detection(label: "a", score: .nan), "out_of_range", "score"),
        (Detection(label: "a", box: [0, 0, 1]), "bad_box", "box"),
        (Detection(label: "a", box: [0, 0, 1, 1.5]), "out_of_range", "box[3]"),
        (Detection(label: "a", box: [0, .nan, 1, 1]), "out_of_range", "box[1]"),
        (Detection(label: "a", box: [0.6, 0, 0.5, 1]), "bad_box", "box"),
    ])
    func `a bad detection is refused`(detection: Detection, reason: String, field: String) {
        expect(failure { $0.detections = [Detection(label: "b"), detection] }, reason, "item.detections[1].\(field)")
    }

    @Test(arguments: [
        (Attribute(name: "", value: .flag(true)), "empty_name", "name"),
        (Attribute(name: "b"), "no_value", "value"),
        (Attribute(name: "b", value: .real(.infinity)), "not_finite", "real"),
        (Attribute(name: "b", value: .text(String(repeating: "v", count: 4_097))), "text_too_long", "text"),
        (Attribute(name: String(repeating: "n", count: 257), value: .flag(true)), "text_too_long", "name"),
        (Attribute(name: "a", value: .integer(2)), "duplicate_attribute", "name"),
    ])
    func `a bad attribute is refused`(attribute: Attribute, reason: String, field: String) {
        expect(
            failure { $0.attributes = [Attribute(name: "a", value: .integer(1)), attribute] }, reason,
            "item.attributes[1].\(field)")
    }

    @Test func `vectors that fit their fields are accepted`() throws {
        let write = ItemWrite(
            item: Item(id: "1"),
            vectors: [
                FieldVector(field: "tags", values: [3e30, 0, 0], encoderFingerprint: "mini-1"),
                FieldVector(field: "own", values: [0, -65_504]),
            ])
        try GalleryRules.check(write, in: SampleSpec.standard, at: "items[0]")
    }

    @Test func `a vector that does not fit its field is refused`() {
        let path = "items[3].vectors[0].values"
        expect(failure(vector: [1, 2]), "dimension_mismatch", path, limit: 3, value: 2)
        expect(failure(vector: []), "dimension_mismatch", path, limit: 3, value: 0)
        expect(failure(vector: [1, .nan, 0]), "not_finite", path, value: 1)
        expect(failure(vector: [1, 0, -.infinity]), "not_finite", path, value: 2)
        expect(failure(vector: [0, -0, 0]), "zero_vector", path)
        expect(failure(vector: [0, 65_505], field: 3), "out_of_range", path, limit: 65_504, value: 1)
        expect(
            failure(vector: [1, 0, 0], fingerprint: "mini-2"), "encoder_mismatch",
            "items[3].vectors[0].encoder_fingerprint", .failedPrecondition)
    }

    @Test func `a vector for an unknown field, or two for one, are refused`() {
        func failure(_ fields: [String]) -> CallFailure? {
            let write = ItemWrite(
                item: Item(id: "1"), vectors: fields.map { FieldVector(field: $0, values: [1, 0, 0]) })
            return #expect(throws: CallFailure.self) {
                try GalleryRules.check(write, in: SampleSpec.standard, at: "items[0]")
            }
        }
        expect(failure(["tagz"]), "unknown_field", "items[0].vectors[0].field")
        #expect(failure(["tagz"])?.message.contains("did you mean 'tags'?") == true)
        expect(failure(["tags", "tags"]), "duplicate_field", "items[0].vectors[1].field")
    }

    @Test func `a write without an item is refused`() {
        let failure = #expect(throws: CallFailure.self) {
            try GalleryRules.check(ItemWrite(), in: SampleSpec.standard, at: "items[0]")
        }
        expect(failure, "no_item", "items[0].item")
    }

    @Test func `an upsert has 1 to 10,000 items, no id twice, and a resume point that fits`() throws {
        func failure(_ change: (inout UpsertItemsRequest) -> Void) -> CallFailure? {
            var request = UpsertItemsRequest(items: [ItemWrite(item: Item(id: "1"))])
            change(&request)
            return #expect(throws: CallFailure.self) { try GalleryRules.check(request) }
        }
        expect(failure { $0.items = [] }, "empty_batch", "items")
        expect(
            failure { $0.items = (0...10_000).map { ItemWrite(item: Item(id: "\($0)")) } }, "too_many", "items",
            limit: 10_000, value: 10_001)
        expect(failure { $0.items.append($0.items[0]) }, "duplicate_id", "items[1].item.id")
        expect(
            failure { $0.resumePoint = Array(repeating: 0, count: 4_097) }, "resume_point_too_long", "resume_point",
            limit: 4_096, value: 4_097)
        try GalleryRules.check(UpsertItemsRequest(items: (0..<10_000).map { ItemWrite(item: Item(id: "\($0)")) }))
    }

    @Test func `ids that only look alike may stand in one batch`() throws {
        let ids = ["caf\u{e9}", "cafe\u{301}"]
        try GalleryRules.check(UpsertItemsRequest(items: ids.map { ItemWrite(item: Item(id: $0)) }))
        try GalleryRules.check(DeleteItemsRequest(ids: ids))
    }

    @Test func `a delete has ids, each once, and as many versions or none`() throws {
        func failure(_ request: DeleteItemsRequest) -> CallFailure? {
            #expect(throws: CallFailure.self) { try GalleryRules.check(request) }
        }
        try GalleryRules.check(DeleteItemsRequest(ids: ["1", "2"], expectedVersions: [4, 5]))
        expect(failure(DeleteItemsRequest()), "empty_batch", "ids")
        expect(failure(DeleteItemsRequest(ids: ["1", ""])), "empty_id", "ids[1]")
        expect(failure(DeleteItemsRequest(ids: ["1", "1"])), "duplicate_id", "ids[1]")
        expect(
            failure(DeleteItemsRequest(ids: ["1", "2"], expectedVersions: [4])), "count_mismatch", "expected_versions",
            limit: 2, value: 1)
    }

    @Test func `a read has 1 to 10,000 ids`() throws {
        func failure(_ ids: [String]) -> CallFailure? {
            #expect(throws: CallFailure.self) { try GalleryRules.check(GetItemsRequest(ids: ids)) }
        }
        try GalleryRules.check(GetItemsRequest(ids: ["1", "1"]))
        expect(failure([]), "empty_batch", "ids")
        expect(failure(["a\0"]), "nul_in_id", "ids[0]")
        expect(failure(Array(repeating: "1", count: 10_001)), "too_many", "ids", limit: 10_000, value: 10_001)
    }

    @Test func `1 to 10,000 items are drawn, perhaps those with a field`() throws {
        func failure(_ request: SampleItemsRequest) -> CallFailure? {
            #expect(throws: CallFailure.self) { try GalleryRules.check(request, in: SampleSpec.standard) }
        }
        #expect(try GalleryRules.check(SampleItemsRequest(count: 1), in: SampleSpec.standard) == nil)
        #expect(try GalleryRules.check(SampleItemsRequest(count: 1, field: "tags"), in: SampleSpec.standard) == 1)
        expect(failure(SampleItemsRequest()), "empty_batch", "count")
        expect(failure(SampleItemsRequest(count: 10_001)), "too_many", "count", limit: 10_000, value: 10_001)
        expect(failure(SampleItemsRequest(count: 1, field: "tag")), "unknown_field", "field")
    }
}
