public import Vocabulary

/// A checked search request, every default filled in, that waits for vectors of its texts.
///
/// Fill in `vector` of the fields that lack one, then `plan()`.
public struct SearchDraft: Equatable, Sendable {
    /// The fields to search, at least one, in declared order.
    public var fields: [DraftField]
    private let request: SearchRequest
    private let fusion: FusionKind

    /// - Parameter spec: the gallery's declaration, complete.
    /// - Throws: what `GalleryRules.check` of the request throws, and `INVALID_ARGUMENT` when there is nothing to
    ///   search.
    public init(_ request: SearchRequest, in spec: GallerySpec) throws(CallFailure) {
        try GalleryRules.check(request, in: spec)
        self.request = request
        fusion = request.fusion?.kind ?? spec.fusion ?? .weighted
        fields = try SearchDraft.fields(request, in: spec)
        if fields.isEmpty {
            throw .invalid("all_weights_zero", "every field's weight is 0, so nothing would be searched", at: "fields")
        }
    }

    /// The id of the item whose vectors are looked for; nil when none is.
    public var likeId: String? {
        for field in fields { if case .item(let id) = field.source { return id } }
        return nil
    }

    /// The search, ready for shards. Vectors compared by cosine are brought to unit length.
    ///
    /// - Parameter calibrations: by field of the gallery's declaration; fields beyond its end have none.
    /// - Throws: `INVALID_ARGUMENT` when a vector does not fit its field, `FAILED_PRECONDITION` when the item to be
    ///   like
    ///   has none of the searched fields.
    public func plan(calibrations: [FieldCalibration?] = []) throws(CallFailure) -> SearchPlan {
        var planned: [PlannedField] = []
        for field in fields {
            guard let vector = field.vector else { continue }
            planned.append(
                PlannedField(
                    index: field.index, name: field.spec.name, metric: field.spec.metric ?? .cosine,
                    weight: field.weight,
                    vector: try GalleryRules.searchedVector(vector, of: field.spec, at: field.path),
                    calibration: Calibration(
                        calibrations.indices.contains(field.index) ? calibrations[field.index] : nil)))
        }
        guard !planned.isEmpty else {
            throw CallFailure(
                .failedPrecondition, "item_has_no_vectors", "the item has a vector in none of the searched fields",
                field: "like_id")
        }
        let oversampling = request.tuning?.oversampling ?? 0
        let rrfConstant = request.fusion?.rrfConstant ?? 0
        return SearchPlan(
            limit: Int(request.limit), fields: planned, fusion: fusion,
            rrfConstant: rrfConstant == 0 ? 60 : rrfConstant, filter: request.filter,
            excludedIds: request.excludeIds + (likeId.map { [$0] } ?? []),
            diversity: PlannedDiversity(request.diversity), minScore: request.minScore,
            oversampling: oversampling == 0 ? Limits.oversamplingDefault : oversampling, explains: request.explain,
            readMask: request.readMask, minCoverage: request.minCoverage ?? 1, minSequence: request.minSequence,
            tuning: ScanTuning(
                nprobe: Int(request.tuning?.nprobe ?? 0), isExact: request.tuning?.exact ?? false,
                targetRecall: request.tuning?.targetRecall ?? 0),
            followsScans: oversampling == 0)
    }
}

// From what a request says to what is searched.
extension SearchDraft {
    /// Fields that the request names, or all when it names none, without those of weight 0.
    private static func fields(_ request: SearchRequest, in spec: GallerySpec) throws(CallFailure) -> [DraftField] {
        var drafts: [DraftField] = []
        for (index, field) in spec.fields.enumerated() {
            let named = request.fields.firstIndex { $0.field == field.name }
            if named == nil, !request.fields.isEmpty { continue }
            let query = named.map { request.fields[$0] }
            let weight = query?.weight ?? field.weight ?? 1
            guard weight > 0 else { continue }
            let path = named.map { "fields[\($0)]" } ?? "text"
            guard let source = try source(query, of: field, in: request, at: path) else { continue }
            drafts.append(
                DraftField(
                    index: index, spec: field, weight: weight, source: source,
                    vector: source == .vector ? query?.vector : nil,
                    path: source == .vector ? "\(path).vector" : path))
        }
        if drafts.isEmpty, request.fields.isEmpty, spec.fields.allSatisfy(\.encoder.isEmpty), request.likeId.isEmpty {
            throw .invalid("no_encoder", "no field of the gallery has an encoder; send vectors", at: "text")
        }
        return drafts
    }

    /// Its own vector, its own text, the item to be like, the request's text: the first that is given. nil when
    /// only the text is left, the field has no encoder and the request does not name it.
    private static func source(
        _ query: FieldQuery?, of field: FieldSpec, in request: SearchRequest, at path: String
    ) throws(CallFailure) -> QuerySource? {
        if let query, !query.vector.isEmpty { return .vector }
        let own = query?.text ?? ""
        if own.isEmpty, !request.likeId.isEmpty { return .item(id: request.likeId) }
        let text = own.isEmpty ? request.text : own
        guard !text.isEmpty else {
            throw .invalid(
                "nothing_to_search",
                "field '\(field.name)' has neither a vector nor a text, and the request has no text",
                at: path)
        }
        guard !field.encoder.isEmpty else {
            if query == nil { return nil }
            throw .invalid(
                "no_encoder", "field '\(field.name)' has no encoder, so a text cannot be searched in it; send a vector",
                at: path)
        }
        return .text(text)
    }
}
