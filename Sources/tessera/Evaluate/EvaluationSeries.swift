internal import JSON

/// What was measured of one field, or of all together.
struct EvaluationSeries: Equatable {
    /// The field's name; `fused` for all together.
    let name: String
    let isFused: Bool
    let itemCount: UInt64
    /// Lists of the codebook; the most of any field when fused. 0: the field is exact.
    let listCount: Int
    /// Lists that a search looks into when it does not say; nil when fused, where each field has its own,
    /// and where a field has as many as each query needs.
    let defaultNprobe: Int?
    let queryCount: Int
    var points: [EvaluationPoint] = []

    var json: JSONValue {
        [
            "name": .string(name), "fused": .bool(isFused), "items": .integer(Int64(clamping: itemCount)),
            "list_count": .integer(Int64(listCount)),
            "default_nprobe": defaultNprobe.map { .integer(Int64($0)) } ?? .null,
            "queries": .integer(Int64(queryCount)), "points": .array(points.map(\.json)),
        ]
    }
}
