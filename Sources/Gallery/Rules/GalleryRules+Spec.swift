internal import Ground
public import Vocabulary

// Declarations of galleries.
extension GalleryRules {
    /// Returns when `name` can name a gallery or an alias: `[tenant/]name`, each part 1 to 63 bytes of `[a-z0-9_-]`
    /// that start with a letter or digit.
    public static func checkName(_ name: String, at path: String) throws(CallFailure) {
        if name.isEmpty { throw .invalid("empty_name", "a gallery has a name", at: path) }
        let parts = name.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        if parts.count > 2 { throw .invalid("bad_name", "'\(name)' has more than one slash", at: path) }
        for part in parts {
            if part.count > Limits.galleryNamePartByteCountMax {
                throw .invalid(
                    "name_too_long", "a part of \(part.count) bytes, at most \(Limits.galleryNamePartByteCountMax)",
                    at: path,
                    limit: Limits.galleryNamePartByteCountMax, value: part.count)
            }
            guard let first = part.first, isLowerOrDigit(first),
                part.allSatisfy({ isLowerOrDigit($0) || $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: "-") })
            else {
                throw .invalid(
                    "bad_name",
                    "'\(name)' is not [tenant/]name, each part of a-z, 0-9, '_' and '-', a letter or digit first",
                    at: path)
            }
        }
    }

    /// The declaration with every default filled in: fields, metrics, weights, dimensions and fingerprints from their
    /// encoders, scene templates, fusion.
    ///
    /// - Parameter encoders: those of the node, the first is the default.
    /// - Throws: `INVALID_ARGUMENT`; `FAILED_PRECONDITION` when it needs an encoder that the node has not, or in
    ///   another
    ///   version; `UNIMPLEMENTED` for a precision that is not kept yet.
    public static func completed(_ spec: GallerySpec, encoders: [EncoderFacts]) throws(CallFailure) -> GallerySpec {
        var spec = spec
        try checkName(spec.name, at: "spec.name")
        if spec.fields.isEmpty {
            guard let encoder = encoders.first else {
                throw CallFailure(
                    .failedPrecondition, "no_encoder",
                    "the node has no encoder for the standard fields; declare fields without one", field: "spec.fields")
            }
            spec.fields = DefaultTemplates.fields.map {
                FieldSpec(name: $0.name, template: $0.template, encoder: encoder.name)
            }
        }
        if spec.fields.count > Limits.fieldCountMax {
            throw .tooMany("fields", spec.fields.count, limit: Limits.fieldCountMax, at: "spec.fields")
        }
        for index in spec.fields.indices {
            spec.fields[index] = try completed(spec.fields[index], encoders, at: "spec.fields[\(index)]")
        }
        try checkUnique(spec.fields.map(\.name), "duplicate_field") { "spec.fields[\($0)].name" }
        if spec.fields.allSatisfy({ $0.weight == 0 }) {
            throw .invalid("all_weights_zero", "a search that names no weights would search nothing", at: "spec.fields")
        }
        spec.scene = try completed(spec.scene, at: "spec.scene")
        spec.fusion = spec.fusion ?? .weighted
        try checkRange(spec.minRecall, 0...1, at: "spec.min_recall")
        try checkRange(spec.targetRecall, 0...1, at: "spec.target_recall")
        return spec
    }

    /// `spec` as it is after the update.
    ///
    /// - Parameter spec: complete.
    public static func updated(_ spec: GallerySpec, by request: UpdateGalleryRequest) throws(CallFailure) -> GallerySpec
    {
        var spec = spec
        if request.scene != nil { spec.scene = try completed(request.scene, at: "scene") }
        if let fusion = request.fusion { spec.fusion = fusion }
        if let exactBelow = request.exactBelow { spec.exactBelow = exactBelow }
        if let recall = request.minRecall {
            try checkRange(recall, 0...1, at: "min_recall")
            spec.minRecall = recall
        }
        if let recall = request.targetRecall {
            try checkRange(recall, 0...1, at: "target_recall")
            spec.targetRecall = recall
        }
        try check(weights: request.weights, in: spec)
        for weight in request.weights {
            spec.fields[try fieldIndex(weight.field, in: spec, at: "weights")].weight = weight.weight
        }
        if spec.fields.allSatisfy({ $0.weight == 0 }) {
            throw .invalid("all_weights_zero", "a search that names no weights would search nothing", at: "weights")
        }
        return spec
    }

    /// Returns when each weight is one and names a field, none twice.
    static func check(weights: [FieldWeight], in spec: GallerySpec) throws(CallFailure) {
        for (index, weight) in weights.enumerated() {
            _ = try fieldIndex(weight.field, in: spec, at: "weights[\(index)].field")
            try checkWeight(weight.weight, at: "weights[\(index)].weight")
        }
        try checkUnique(weights.map(\.field), "duplicate_field") { "weights[\($0)].field" }
    }

    /// Returns when candidates can be compared with rows like that.
    static func check(rerank: VectorPrecision?, at path: String) throws(CallFailure) {
        guard rerank == .f32 else { return }
        throw CallFailure(
            .unimplemented, "vector_precision", "candidates are compared with 16-bit floats or sq8 only", field: path)
    }

    private static func completed(
        _ field: FieldSpec, _ encoders: [EncoderFacts], at path: String
    ) throws(CallFailure) -> FieldSpec {
        var field = field
        try checkFieldName(field.name, at: "\(path).name")
        field.metric = field.metric ?? .cosine
        field.weight = field.weight ?? 1
        try checkWeight(field.weight ?? 1, at: "\(path).weight")
        field.precision = field.precision ?? .f16
        if field.precision != .f16 {
            throw CallFailure(
                .unimplemented, "vector_precision", "vectors are kept as 16-bit floats only", field: "\(path).precision"
            )
        }
        field.rerank = field.rerank ?? .f16
        try check(rerank: field.rerank, at: "\(path).rerank")
        if !field.template.isEmpty {
            let _: TextTemplate<ItemPlaceholder> = try template(field.template, at: "\(path).template")
            if field.encoder.isEmpty {
                throw .invalid(
                    "template_without_encoder", "a text is of no use to a field without an encoder",
                    at: "\(path).encoder")
            }
        }
        if !field.encoder.isEmpty { try complete(&field, encoders, at: path) }
        guard (1...Limits.dimensionMax).contains(Int(field.dimension)) else {
            throw .invalid(
                "bad_dimension", "a dimension is 1...\(Limits.dimensionMax), not \(field.dimension)",
                at: "\(path).dimension", limit: Limits.dimensionMax, value: Int(field.dimension))
        }
        return field
    }

    /// Dimension and fingerprint of the field's encoder.
    private static func complete(
        _ field: inout FieldSpec, _ encoders: [EncoderFacts], at path: String
    ) throws(CallFailure) {
        guard let encoder = encoders.first(where: { $0.name == field.encoder }) else {
            let nearest = NearestName.of(field.encoder, among: encoders.map(\.name))
            throw CallFailure(
                .failedPrecondition, "unknown_encoder",
                "the node has no encoder '\(field.encoder)'" + (nearest.map { "; did you mean '\($0)'?" } ?? ""),
                field: "\(path).encoder")
        }
        if field.dimension == 0 { field.dimension = UInt32(encoder.dimension) }
        guard Int(field.dimension) == encoder.dimension else {
            throw .invalid(
                "dimension_mismatch",
                "encoder '\(encoder.name)' makes vectors of \(encoder.dimension), not of \(field.dimension)",
                at: "\(path).dimension", limit: encoder.dimension, value: Int(field.dimension))
        }
        if field.encoderFingerprint.isEmpty { field.encoderFingerprint = encoder.fingerprint }
        guard field.encoderFingerprint == encoder.fingerprint else {
            throw CallFailure(
                .failedPrecondition, "encoder_mismatch",
                "encoder '\(encoder.name)' is '\(encoder.fingerprint)', not '\(field.encoderFingerprint)'",
                field: "\(path).encoder_fingerprint")
        }
    }

    private static func completed(_ scene: SceneTemplates?, at path: String) throws(CallFailure) -> SceneTemplates {
        _ = try SceneTexts(scene, at: path)
        var scene = scene ?? SceneTemplates()
        if scene.searchText.isEmpty { scene.searchText = DefaultTemplates.searchText }
        if scene.generationPrompt.isEmpty { scene.generationPrompt = DefaultTemplates.generationPrompt }
        return scene
    }

    /// 1 to 64 bytes of `[a-z0-9_]`, starting with a letter.
    private static func checkFieldName(_ name: String, at path: String) throws(CallFailure) {
        if name.isEmpty { throw .invalid("empty_name", "a field has a name", at: path) }
        let count = name.utf8.count
        if count > Limits.fieldNameByteCountMax {
            throw .invalid(
                "name_too_long", "a name of \(count) bytes, at most \(Limits.fieldNameByteCountMax)", at: path,
                limit: Limits.fieldNameByteCountMax, value: count)
        }
        guard let first = name.utf8.first, isLower(first),
            name.utf8.allSatisfy({ isLowerOrDigit($0) || $0 == UInt8(ascii: "_") })
        else {
            throw .invalid(
                "bad_name", "'\(name)' is not made of a-z, 0-9 and '_', a letter first", at: path)
        }
    }

    private static func isLower(_ byte: UInt8) -> Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) }

    private static func isLowerOrDigit(_ byte: UInt8) -> Bool {
        isLower(byte) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }
}
