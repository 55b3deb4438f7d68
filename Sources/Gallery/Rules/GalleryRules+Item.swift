public import Vocabulary

// Items.
extension GalleryRules {
    /// Returns when the request as a whole can be carried out: 1 to 10,000 items, no id twice, a resume point that
    /// fits. Each item is checked by itself, so that one bad item does not fail the others.
    public static func check(_ request: UpsertItemsRequest) throws(CallFailure) {
        try checkBatch(request.items.count, of: "items", at: "items")
        try checkUniqueIds(request.items.map { $0.item?.id ?? "" }) { "items[\($0)].item.id" }
        let count = request.resumePoint.count
        if count > Limits.resumePointByteCountMax {
            throw .invalid(
                "resume_point_too_long", "\(count) bytes, at most \(Limits.resumePointByteCountMax)",
                at: "resume_point",
                limit: Limits.resumePointByteCountMax, value: count)
        }
    }

    /// Returns when these deletes can be carried out.
    public static func check(_ request: DeleteItemsRequest) throws(CallFailure) {
        try checkBatch(request.ids.count, of: "ids", at: "ids")
        try checkIds(request.ids, limit: Limits.batchItemCountMax, at: "ids")
        try checkUniqueIds(request.ids) { "ids[\($0)]" }
        guard request.expectedVersions.isEmpty || request.expectedVersions.count == request.ids.count else {
            throw .invalid(
                "count_mismatch", "\(request.expectedVersions.count) versions for \(request.ids.count) ids",
                at: "expected_versions", limit: request.ids.count, value: request.expectedVersions.count)
        }
    }

    /// Returns when these items can be read.
    public static func check(_ request: GetItemsRequest) throws(CallFailure) {
        try checkBatch(request.ids.count, of: "ids", at: "ids")
        try checkIds(request.ids, limit: Limits.batchItemCountMax, at: "ids")
    }

    /// Returns when items can be drawn as asked from a gallery.
    ///
    /// - Returns: the place of the field that they must have; nil for any.
    public static func check(_ request: SampleItemsRequest, in spec: GallerySpec) throws(CallFailure) -> Int? {
        try checkBatch(Int(request.count), of: "items", at: "count")
        return request.field.isEmpty ? nil : try fieldIndex(request.field, in: spec, at: "field")
    }

    /// Returns when one item of an upsert can be written to a gallery.
    ///
    /// - Parameter path: of the write, `items[3]` for example.
    public static func check(_ write: ItemWrite, in spec: GallerySpec, at path: String) throws(CallFailure) {
        guard let item = write.item else { throw .invalid("no_item", "there is no item to write", at: "\(path).item") }
        try check(item, at: "\(path).item")
        try check(vectors: write.vectors, in: spec, at: "\(path).vectors")
    }

    /// Returns when the item keeps to every limit.
    public static func check(_ item: Item, at path: String) throws(CallFailure) {
        try checkId(item.id, at: "\(path).id")
        try checkText(item.url, limit: Limits.urlByteCountMax, at: "\(path).url")
        try checkText(item.description, limit: Limits.textByteCountMax, at: "\(path).description")
        try checkText(item.authorId, limit: Limits.authorByteCountMax, at: "\(path).author_id")
        try checkText(item.authorName, limit: Limits.authorByteCountMax, at: "\(path).author_name")
        if item.tags.count > Limits.tagCountMax {
            throw .tooMany("tags", item.tags.count, limit: Limits.tagCountMax, at: "\(path).tags")
        }
        for (index, tag) in item.tags.enumerated() {
            try checkText(tag, limit: Limits.tagByteCountMax, at: "\(path).tags[\(index)]")
        }
        if item.detections.count > Limits.detectionCountMax {
            throw .tooMany(
                "detections", item.detections.count, limit: Limits.detectionCountMax, at: "\(path).detections")
        }
        for (index, detection) in item.detections.enumerated() {
            try check(detection, at: "\(path).detections[\(index)]")
        }
        try checkIds(item.similarIds, limit: Limits.similarCountMax, at: "\(path).similar_ids")
        try check(item.attributes, at: "\(path).attributes")
    }

    private static func check(_ detection: Detection, at path: String) throws(CallFailure) {
        if detection.label.isEmpty {
            throw .invalid("empty_label", "a detection says what was seen", at: "\(path).label")
        }
        try checkText(detection.label, limit: Limits.labelByteCountMax, at: "\(path).label")
        try checkRange(detection.score, 0...1, at: "\(path).score")
        guard !detection.box.isEmpty else { return }
        guard detection.box.count == 4 else {
            throw .invalid(
                "bad_box", "a box is left, top, right, bottom; here are \(detection.box.count) numbers",
                at: "\(path).box",
                limit: 4, value: detection.box.count)
        }
        for (index, edge) in detection.box.enumerated() { try checkRange(edge, 0...1, at: "\(path).box[\(index)]") }
        guard detection.box[0] <= detection.box[2], detection.box[1] <= detection.box[3] else {
            throw .invalid("bad_box", "the box ends before it begins", at: "\(path).box")
        }
    }

    private static func check(_ attributes: [Attribute], at path: String) throws(CallFailure) {
        if attributes.count > Limits.attributeCountMax {
            throw .tooMany("attributes", attributes.count, limit: Limits.attributeCountMax, at: path)
        }
        for (index, attribute) in attributes.enumerated() {
            let path = "\(path)[\(index)]"
            if attribute.name.isEmpty { throw .invalid("empty_name", "an attribute has a name", at: "\(path).name") }
            try checkText(attribute.name, limit: Limits.attributeNameByteCountMax, at: "\(path).name")
            switch attribute.value {
            case nil: throw .invalid("no_value", "attribute '\(attribute.name)' has no value", at: "\(path).value")
            case .text(let text): try checkText(text, limit: Limits.attributeByteCountMax, at: "\(path).text")
            case .real(let number) where !number.isFinite:
                throw .invalid("not_finite", "attribute '\(attribute.name)' is \(number)", at: "\(path).real")
            case .integer, .real, .flag: break
            }
        }
        try checkUnique(attributes.map(\.name), "duplicate_attribute") { "\(path)[\($0)].name" }
    }

    private static func checkBatch(_ count: Int, of what: String, at path: String) throws(CallFailure) {
        if count == 0 { throw .invalid("empty_batch", "no \(what) at all", at: path) }
        if count > Limits.batchItemCountMax {
            throw .tooMany(what, count, limit: Limits.batchItemCountMax, at: path)
        }
    }
}
