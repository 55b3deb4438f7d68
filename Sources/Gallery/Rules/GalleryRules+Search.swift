public import Vocabulary

// Searches and scenes.
extension GalleryRules {
    /// Returns when the search can be planned, texts not yet encoded.
    public static func check(_ request: SearchRequest, in spec: GallerySpec) throws(CallFailure) {
        try checkLimit(request.limit, 1, at: "limit")
        for (index, query) in request.fields.enumerated() {
            try check(query, in: spec, at: "fields[\(index)]")
        }
        try checkUnique(request.fields.map(\.field), "duplicate_field") { "fields[\($0)].field" }
        try checkQueryText(request.text, at: "text")
        if !request.likeId.isEmpty {
            try checkId(request.likeId, at: "like_id")
            if !request.text.isEmpty {
                throw .invalid(
                    "ambiguous_query", "a text and an item to be like, for the same fields; give one of them",
                    at: "like_id")
            }
        }
        if request.fields.isEmpty, request.text.isEmpty, request.likeId.isEmpty {
            throw .invalid("nothing_to_search", "no vector, no text and no item to be like")
        }
        if let filter = request.filter { try check(filter) }
        try checkIds(request.excludeIds, limit: Limits.idFilterCountMax, at: "exclude_ids")
        try check(request.fusion)
        try check(request.diversity)
        if let score = request.minScore { try checkFinite(score, at: "min_score") }
        if let share = request.minCoverage { try checkRange(share, 0...1, at: "min_coverage") }
        if let tuning = request.tuning { try check(tuning, limit: Int(request.limit)) }
    }

    /// Returns when a scene, a prompt or vectors say what to look for, and how is well said.
    public static func check(_ request: FindGuidesRequest, in spec: GallerySpec) throws(CallFailure) {
        try checkLimit(request.imageCount, 0, at: "image_count")
        try checkQueryText(request.prompt, at: "prompt")
        try check(vectors: request.vectors, in: spec, at: "vectors")
        if let scene = request.scene {
            try check(scene)
            if !request.prompt.isEmpty {
                throw .invalid("ambiguous_query", "a scene and a prompt; give one of them", at: "prompt")
            }
        } else if request.prompt.isEmpty, request.vectors.isEmpty {
            throw .invalid("nothing_to_search", "no scene, no prompt and no vectors")
        }
        try check(weights: request.weights, in: spec)
        if let filter = request.filter { try check(filter) }
        try checkIds(request.excludeIds, limit: Limits.idFilterCountMax, at: "exclude_ids")
        try check(request.fusion)
        try check(request.diversity)
        if let score = request.minScore { try checkFinite(score, at: "min_score") }
        if let share = request.minCoverage { try checkRange(share, 0...1, at: "min_coverage") }
    }

    /// Returns when the filter can be compiled.
    public static func check(_ filter: Filter) throws(CallFailure) {
        let limit = Limits.filterClauseCountMax
        if filter.tags.count > limit {
            throw .tooMany("clauses", filter.tags.count, limit: limit, at: "filter.tags")
        }
        for (index, clause) in filter.tags.enumerated() {
            if clause.any.isEmpty {
                throw .invalid(
                    "empty_clause", "a clause without tags holds for no item", at: "filter.tags[\(index)].any")
            }
            try check(tags: clause.any, at: "filter.tags[\(index)].any")
        }
        try check(tags: filter.noTags, at: "filter.no_tags")
        try checkIds(filter.ids, limit: Limits.idFilterCountMax, at: "filter.ids")
        if filter.attributes.count > limit {
            throw .tooMany("clauses", filter.attributes.count, limit: limit, at: "filter.attributes")
        }
        for (index, clause) in filter.attributes.enumerated() {
            try check(clause, at: "filter.attributes[\(index)]")
        }
    }

    private static func check(tags: [String], at path: String) throws(CallFailure) {
        if tags.count > Limits.filterClauseCountMax {
            throw .tooMany("tags", tags.count, limit: Limits.filterClauseCountMax, at: path)
        }
        for (index, tag) in tags.enumerated() {
            if tag.isEmpty { throw .invalid("empty_tag", "a tag has at least one byte", at: "\(path)[\(index)]") }
            try checkText(tag, limit: Limits.tagByteCountMax, at: "\(path)[\(index)]")
        }
    }

    private static func check(_ query: FieldQuery, in spec: GallerySpec, at path: String) throws(CallFailure) {
        let field = spec.fields[try fieldIndex(query.field, in: spec, at: "\(path).field")]
        if let weight = query.weight { try checkWeight(weight, at: "\(path).weight") }
        if !query.vector.isEmpty { try checkVector(query.vector, of: field, at: "\(path).vector") }
        try checkFingerprint(query.encoderFingerprint, of: field, at: "\(path).encoder_fingerprint")
        try checkQueryText(query.text, at: "\(path).text")
    }

    private static func check(_ scene: Scene) throws(CallFailure) {
        guard let role = scene.roleA, !tidied(role.text).isEmpty else {
            throw .invalid("empty_role", "a scene has at least one role, said in words", at: "scene.role_a.text")
        }
        try check(role, at: "scene.role_a")
        if let role = scene.roleB { try check(role, at: "scene.role_b") }
        try checkText(scene.action, limit: Limits.textByteCountMax, at: "scene.action")
        try checkWords(scene.styleWords, at: "scene.style_words")
    }

    private static func check(_ role: Role, at path: String) throws(CallFailure) {
        try checkText(role.text, limit: Limits.textByteCountMax, at: "\(path).text")
        guard let lora = role.lora else { return }
        try checkText(lora.name, limit: Limits.urlByteCountMax, at: "\(path).lora.name")
        try checkFinite(lora.weight, at: "\(path).lora.weight")
        try checkWords(lora.triggerWords, at: "\(path).lora.trigger_words")
    }

    private static func checkWords(_ words: [String], at path: String) throws(CallFailure) {
        if words.count > Limits.sceneWordCountMax {
            throw .tooMany("words", words.count, limit: Limits.sceneWordCountMax, at: path)
        }
        for (index, word) in words.enumerated() {
            try checkText(word, limit: Limits.tagByteCountMax, at: "\(path)[\(index)]")
        }
    }

    private static func check(_ fusion: Fusion?) throws(CallFailure) {
        guard let constant = fusion?.rrfConstant, constant != 0 else { return }
        try checkRange(constant, 1...Limits.weightMax, at: "fusion.rrf_constant")
    }

    private static func check(_ diversity: Diversity?) throws(CallFailure) {
        guard let diversity else { return }
        if let lambda = diversity.lambda { try checkRange(lambda, 0...1, at: "diversity.lambda") }
        try checkRange(diversity.variety, 0...1, at: "diversity.variety")
    }

    private static func check(_ tuning: SearchTuning, limit: Int) throws(CallFailure) {
        if tuning.nprobe > Limits.listCountMax {
            throw .invalid(
                "out_of_range", "\(tuning.nprobe) lists to probe, at most \(Limits.listCountMax)",
                at: "tuning.nprobe", limit: Limits.listCountMax, value: Int(tuning.nprobe))
        }
        try checkRange(tuning.targetRecall, 0...1, at: "tuning.target_recall")
        guard tuning.oversampling != 0 else { return }
        try checkRange(tuning.oversampling, 1...1_000, at: "tuning.oversampling")
        let candidates = SearchPlan.candidatesPerField(limit: limit, oversampling: tuning.oversampling)
        if candidates > Limits.candidateCountMax {
            throw .tooMany(
                "candidates per field", candidates, limit: Limits.candidateCountMax, at: "tuning.oversampling")
        }
    }

    private static func checkLimit(_ limit: UInt32, _ least: Int, at path: String) throws(CallFailure) {
        guard (least...Limits.searchLimitMax).contains(Int(limit)) else {
            throw .invalid(
                "limit_out_of_range", "\(limit) is not in \(least)...\(Limits.searchLimitMax)", at: path,
                limit: Limits.searchLimitMax, value: Int(limit))
        }
    }

    /// A text to be encoded may be absent, but not blank, which is a mistake of whoever sends it.
    private static func checkQueryText(_ text: String, at path: String) throws(CallFailure) {
        try checkText(text, limit: Limits.textByteCountMax, at: path)
        if !text.isEmpty, tidied(text).isEmpty {
            throw .invalid("empty_text", "the text is blank", at: path)
        }
    }

    private static func checkFinite(_ value: Float, at path: String) throws(CallFailure) {
        if !value.isFinite { throw .invalid("not_finite", "\(value) is not a number to go by", at: path) }
    }
}
