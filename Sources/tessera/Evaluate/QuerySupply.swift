internal import Calling
internal import Gallery
internal import Vocabulary
internal import Wire

/// Where the queries of an evaluation come from.
struct QuerySupply {
    enum Source {
        /// Vectors by field.
        case files(QueryFiles)
        /// Texts, encoded by the node's encoders of the fields.
        case texts([String])
        /// Items of the gallery, drawn at random.
        case sample(count: Int, seed: UInt64)

        /// `200 items of the gallery`, for people.
        var words: String {
            switch self {
            case .files(let files):
                "vectors for "
                    + files.arrays.map { "\($0.field) (\(Figures.count($0.array.rowCount)))" }
                    .joined(separator: ", ")
            case .texts(let texts): texts.count == 1 ? "1 text" : "\(Figures.count(texts.count)) texts"
            case .sample(let count, _): "\(Figures.count(count)) items of the gallery"
            }
        }
    }

    let source: Source
    private let caller: Caller
    private let gallery: String
    private var encoded: EncodedTexts

    init(_ source: Source, gallery: String, caller: Caller) {
        self.source = source
        self.gallery = gallery
        self.caller = caller
        let texts = if case .texts(let texts) = source { texts } else { [String]() }
        encoded = EncodedTexts(texts, caller: caller)
    }

    /// Fields among `fields` that there can be queries for.
    func fields(among fields: [FieldSpec]) -> [FieldSpec] {
        switch source {
        case .files(let files): fields.filter { field in files.arrays.contains { $0.field == field.name } }
        case .texts: fields.filter { !$0.encoder.isEmpty }
        case .sample: fields
        }
    }

    /// Queries that look into all of `fields` at once.
    mutating func queries(for fields: [FieldSpec]) async throws -> [EvaluationQuery] {
        switch source {
        case .sample(let count, let seed):
            let drawn: SampleItemsResponse = try await caller.call(
                .sampleItems,
                SampleItemsRequest(
                    gallery: gallery, count: UInt32(count), field: fields.count == 1 ? fields[0].name : "", seed: seed))
            return drawn.ids.map { .like(id: $0) }
        case .files(let files):
            let arrays = files.arrays.filter { entry in fields.contains { $0.name == entry.field } }
            let rowCount = arrays.map(\.array.rowCount).min() ?? 0
            return (0..<rowCount).map { row in
                .vectors(Dictionary(uniqueKeysWithValues: arrays.map { ($0.field, $0.array.values(ofRow: row)) }))
            }
        case .texts(let texts):
            var vectors: [String: [[Float]]] = [:]
            for field in fields { vectors[field.name] = try await encoded.vectors(for: field) }
            return texts.indices.map { place in .vectors(vectors.mapValues { $0[place] }) }
        }
    }
}
