internal import ArgumentParser
internal import Gallery
internal import JSON
internal import Vocabulary

/// Many plain searches that differ in what is looked for: the lines of a text file, or the rows of a `.npy` file.
struct FindBatch {
    private enum Queries {
        case texts([String])
        case vectors(QueryFiles)
    }

    /// Searches that the daemon is asked to answer at once; enough to share work, and soon answered.
    private static let callSearchCount = 64

    private let queries: Queries

    /// - Parameter argument: `FILE` of texts, or `field=FILE.npy` of vectors.
    init(_ argument: String) throws {
        if argument.hasSuffix(".npy"), argument.contains("=") {
            queries = .vectors(try QueryFiles([argument]))
        } else {
            queries = .texts(try TextLines.read(argument))
        }
    }

    /// Returns when the queries fit the gallery.
    func check(in spec: GallerySpec) throws(ToolError) {
        if case .vectors(let files) = queries { try files.check(in: spec) }
    }

    var count: Int {
        switch queries {
        case .texts(let texts): texts.count
        case .vectors(let files): files.arrays[0].array.rowCount
        }
    }

    /// What query `place` is called.
    func title(_ place: Int) -> String {
        if case .texts(let texts) = queries { texts[place] } else { "row \(place)" }
    }

    /// The search `template` with query `place` in it.
    private func search(_ place: Int, _ template: SearchRequest) -> SearchRequest {
        var search = template
        switch queries {
        case .texts(let texts): search.text = texts[place]
        case .vectors(let files):
            let (field, array) = files.arrays[0]
            search.fields = [FieldQuery(field: field, vector: array.values(ofRow: place))]
        }
        return search
    }

    /// Asks for all of them, some at a time, and hands each result to `take` in order.
    func run(
        _ template: SearchRequest, _ caller: Caller, _ take: (_ place: Int, _ result: SearchResult) -> Void
    ) async throws(CallFailure) {
        // A call may ask for so many hits only.
        let size = max(1, min(Self.callSearchCount, Limits.searchBatchHitCountMax / Int(max(1, template.limit))))
        for start in stride(from: 0, to: count, by: size) {
            let places = start..<min(start + size, count)
            let response: SearchBatchResponse = try await caller.call(
                .searchBatch, SearchBatchRequest(searches: places.map { search($0, template) }))
            for (place, result) in zip(places, response.results) { take(place, result) }
        }
    }
}
