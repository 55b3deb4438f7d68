internal import Ground
internal import Kernels
public import Vocabulary

/// What requests about galleries, items and guides must keep to. Each check returns, or throws what is wrong: reason,
/// path of the field, limit and value.
///
/// What depends on what the store holds (whether a gallery or an item exists, in which version) is not decided here.
public enum GalleryRules {}

// Small things that every request is made of.
extension GalleryRules {
    /// Returns when `text` has at most `limit` bytes.
    static func checkText(_ text: String, limit: Int, at path: String) throws(CallFailure) {
        let count = text.utf8.count
        if count > limit {
            throw .invalid("text_too_long", "\(count) bytes, at most \(limit)", at: path, limit: limit, value: count)
        }
    }

    /// Returns when `id` can name an item: 1 to 128 bytes, no NUL.
    public static func checkId(_ id: String, at path: String) throws(CallFailure) {
        if id.isEmpty { throw .invalid("empty_id", "an id has at least one byte", at: path) }
        let count = id.utf8.count
        if count > Limits.idByteCountMax {
            throw .invalid(
                "id_too_long", "an id of \(count) bytes, at most \(Limits.idByteCountMax)", at: path,
                limit: Limits.idByteCountMax, value: count)
        }
        if id.utf8.contains(0) { throw .invalid("nul_in_id", "an id holds no NUL", at: path) }
    }

    /// Returns when these are ids, and not more than `limit`.
    static func checkIds(_ ids: [String], limit: Int, at path: String) throws(CallFailure) {
        if ids.count > limit { throw .tooMany("ids", ids.count, limit: limit, at: path) }
        for (index, id) in ids.enumerated() { try checkId(id, at: "\(path)[\(index)]") }
    }

    /// Returns when `value` is a number from `range`.
    static func checkRange(_ value: Float, _ range: ClosedRange<Float>, at path: String) throws(CallFailure) {
        guard range.contains(value) else {
            throw .invalid(
                "out_of_range", "\(value) is not in \(range.lowerBound)...\(range.upperBound)", at: path)
        }
    }

    /// Returns when `weight` is finite and at least 0.
    static func checkWeight(_ weight: Float, at path: String) throws(CallFailure) {
        guard weight.isFinite, weight >= 0, weight <= Limits.weightMax else {
            throw .invalid(
                "bad_weight", "a weight is a number from 0 to \(Int(Limits.weightMax)), not \(weight)", at: path,
                limit: Int(Limits.weightMax))
        }
    }

    /// The place of the field called `name`.
    static func fieldIndex(_ name: String, in spec: GallerySpec, at path: String) throws(CallFailure) -> Int {
        if let index = spec.fields.firstIndex(where: { $0.name == name }) { return index }
        throw .unknownField(name, nearest: NearestName.of(name, among: spec.fields.map(\.name)), at: path)
    }

    /// Returns when no name stands twice.
    static func checkUnique(_ names: [String], _ reason: String, at path: (Int) -> String) throws(CallFailure) {
        var seen: Set<String> = []
        for (index, name) in names.enumerated() where !seen.insert(name).inserted {
            throw .invalid(reason, "'\(name)' stands here twice", at: path(index))
        }
    }

    /// Returns when no two ids are the same bytes.
    static func checkUniqueIds(_ ids: [String], at path: (Int) -> String) throws(CallFailure) {
        var seen: Set<ExactText> = []
        for (index, id) in ids.enumerated() where !seen.insert(ExactText(id)).inserted {
            throw .invalid("duplicate_id", "'\(id)' stands here twice", at: path(index))
        }
    }

    /// The template in `source`, with errors that name `path`.
    static func template<Placeholder>(
        _ source: String, at path: String
    ) throws(CallFailure) -> TextTemplate<Placeholder> {
        try checkText(source, limit: Limits.textByteCountMax, at: path)
        do {
            return try TextTemplate(source)
        } catch {
            throw .invalid("bad_template", "\(error)", at: path, value: error.position)
        }
    }
}

// Vectors.
extension GalleryRules {
    /// Returns when `vector` can be kept and searched in `field`: as many finite numbers as the field has
    /// dimensions, for cosine not all zero, for other metrics none beyond a half's largest.
    public static func checkVector(_ vector: [Float], of field: FieldSpec, at path: String) throws(CallFailure) {
        guard vector.count == Int(field.dimension) else {
            throw .invalid(
                "dimension_mismatch",
                "a vector of \(vector.count) numbers for field '\(field.name)' of dimension \(field.dimension)",
                at: path,
                limit: Int(field.dimension), value: vector.count)
        }
        if let index = vector.firstIndex(where: { !$0.isFinite }) {
            throw .invalid("not_finite", "number \(index) of the vector is \(vector[index])", at: path, value: index)
        }
        if (field.metric ?? .cosine) == .cosine {
            guard vector.contains(where: { $0 != 0 }) else {
                throw .invalid("zero_vector", "a vector without length has no cosine", at: path)
            }
        } else if let index = vector.firstIndex(where: { $0.magnitude > Half.largest }) {
            throw .invalid(
                "out_of_range", "number \(index) of the vector is \(vector[index]), beyond ±\(Int(Half.largest))",
                at: path,
                limit: Int(Half.largest), value: index)
        }
    }

    /// `vector` as it is searched in `field`: checked, and of unit length for cosine.
    public static func searchedVector(
        _ vector: [Float], of field: FieldSpec, at path: String
    ) throws(CallFailure) -> [Float] {
        try checkVector(vector, of: field, at: path)
        return try scaledVector(vector, of: field, at: path)
    }

    /// A checked vector as it is searched in `field`: of unit length for cosine.
    public static func scaledVector(
        _ vector: [Float], of field: FieldSpec, at path: String
    ) throws(CallFailure) -> [Float] {
        guard (field.metric ?? .cosine) == .cosine else { return vector }
        guard let unit = VectorMath.normalise(vector) else {
            throw .invalid("zero_vector", "a vector without length has no cosine", at: path)
        }
        return unit
    }

    /// Returns when vectors that say so were made by the field's encoder.
    static func checkFingerprint(_ given: String, of field: FieldSpec, at path: String) throws(CallFailure) {
        if !given.isEmpty, given != field.encoderFingerprint {
            throw .otherEncoder(given, expected: field.encoderFingerprint, at: path)
        }
    }

    /// Returns when each vector fits the field that it names, and no field is named twice.
    static func check(
        vectors: [FieldVector], in spec: GallerySpec, at path: String
    ) throws(CallFailure) {
        for (index, vector) in vectors.enumerated() {
            let field = spec.fields[try fieldIndex(vector.field, in: spec, at: "\(path)[\(index)].field")]
            try checkVector(vector.values, of: field, at: "\(path)[\(index)].values")
            try checkFingerprint(
                vector.encoderFingerprint, of: field, at: "\(path)[\(index)].encoder_fingerprint")
        }
        try checkUnique(vectors.map(\.field), "duplicate_field") { "\(path)[\($0)].field" }
    }
}
