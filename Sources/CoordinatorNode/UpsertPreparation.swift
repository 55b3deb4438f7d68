internal import Gallery
internal import Kernels
internal import Vocabulary

/// The items of one upsert on their way to the store: checked, texts told, vectors made.
///
/// Each item goes its own way: what is wrong with one fails that one alone.
struct UpsertPreparation: Sendable {
    private let spec: GallerySpec
    private let writes: [ItemWrite]
    /// By item: why it will not be written.
    private var failures: [CallFailure?]
    /// By item and field: the text to encode.
    private var texts: [[String?]]

    /// Checks the items and makes the texts of the fields that come without a vector. Pure computation, about 2 µs an
    /// item and a vector.
    init(_ writes: [ItemWrite], in spec: GallerySpec) throws(CallFailure) {
        self.spec = spec
        self.writes = writes
        let templates = try FieldTexts(spec)
        failures = []
        texts = []
        for (place, write) in writes.enumerated() {
            var failure: CallFailure?
            do throws(CallFailure) {
                try GalleryRules.check(write, in: spec, at: "items[\(place)]")
            } catch {
                failure = error
            }
            failures.append(failure)
            var own = failure == nil ? templates.texts(of: write.item ?? Item()) : []
            for vector in write.vectors {
                if let field = spec.fields.firstIndex(where: { $0.name == vector.field }), !own.isEmpty {
                    own[field] = nil
                }
            }
            texts.append(own)
        }
    }

    /// The texts to encode, equal ones as often as they stand.
    var wantedTexts: [(field: FieldSpec, text: String)] {
        texts.flatMap { own in
            zip(spec.fields, own).compactMap { field, text in text.map { (field, $0) } }
        }
    }

    /// What goes to the store, and the place of each in the request.
    ///
    /// - Parameter encoded: the vectors of `wantedTexts`.
    mutating func prepared(
        _ encoded: EncodedTexts, _ kernels: KernelSet
    ) -> (writes: [PreparedWrite], places: [Int]) {
        var prepared: [PreparedWrite] = []
        var places: [Int] = []
        for (place, write) in writes.enumerated() where failures[place] == nil {
            do throws(CallFailure) {
                let vectors = try vectors(of: write, at: place, encoded, kernels)
                prepared.append(
                    PreparedWrite(item: write.item ?? Item(), vectors: vectors, expectedVersion: write.expectedVersion))
                places.append(place)
            } catch {
                failures[place] = error
            }
        }
        return (prepared, places)
    }

    /// One result per item of the request.
    func results(_ written: [WriteResult], at places: [Int]) -> [WriteResult] {
        var results = failures.map { failure in
            failure.map { WriteResult(status: UInt32($0.status.rawValue), error: $0.detail) } ?? WriteResult()
        }
        for (result, place) in zip(written, places) {
            results[place] = result
            if results[place].error?.field.isEmpty == true { results[place].error?.field = "items[\(place)]" }
        }
        return results
    }

    private func vectors(
        of write: ItemWrite, at place: Int, _ encoded: EncodedTexts, _ kernels: KernelSet
    ) throws(CallFailure) -> [[UInt16]?] {
        var vectors = [[UInt16]?](repeating: nil, count: spec.fields.count)
        for (index, field) in spec.fields.enumerated() {
            let given = write.vectors.firstIndex { $0.field == field.name }
            let path = given.map { "items[\(place)].vectors[\($0)].values" } ?? "items[\(place)].item"
            let searched: [Float]
            if let given {
                // Its numbers were checked with the item.
                searched = try GalleryRules.scaledVector(write.vectors[given].values, of: field, at: path)
            } else if let text = texts[place][index] {
                searched = try GalleryRules.searchedVector(encoded.vector(of: text, for: field), of: field, at: path)
            } else {
                continue
            }
            do {
                vectors[index] = try kernels.halves(searched)
            } catch {
                throw CallFailure(.invalidArgument, "out_of_range", "\(error)", field: path)
            }
        }
        return vectors
    }
}
