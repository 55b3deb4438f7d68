internal import Calling
internal import Gallery
internal import Vocabulary
internal import Wire

/// What one search of a load looks for: a text, a scene, or a vector per field.
struct LoadQuery {
    var text = ""
    var vectors: [FieldVector] = []
    /// For guide images only.
    var scene: SceneLines.Entry?

    /// Rows of files, the rows of several fields belonging together.
    static func queries(of files: QueryFiles) -> [LoadQuery] {
        let rowCount = files.arrays.map(\.array.rowCount).min() ?? 0
        return (0..<rowCount).map { row in
            LoadQuery(
                vectors: files.arrays.map { FieldVector(field: $0.field, values: $0.array.values(ofRow: row)) })
        }
    }

    /// Vectors of items of the gallery, drawn at random.
    static func queries(
        drawing count: Int, from gallery: String, seed: UInt64, _ caller: Caller
    ) async throws -> [LoadQuery] {
        let drawn: SampleItemsResponse = try await caller.call(
            .sampleItems, SampleItemsRequest(gallery: gallery, count: UInt32(count), seed: seed))
        var queries: [LoadQuery] = []
        for start in stride(from: 0, to: drawn.ids.count, by: 100) {
            let ids = Array(drawn.ids[start..<min(start + 100, drawn.ids.count)])
            let got: GetItemsResponse = try await caller.call(
                .getItems,
                GetItemsRequest(gallery: gallery, ids: ids, readMask: ReadMask(idOnly: true, vectors: true)))
            for item in got.items where !item.vectors.isEmpty {
                // A fingerprint is asked for where a vector is to be compared with one of today's encoder.
                let vectors = item.vectors.map { FieldVector(field: $0.field, values: $0.values) }
                queries.append(LoadQuery(vectors: vectors))
            }
        }
        return queries
    }
}
