/// One thing to look for: an item of the gallery, or a vector per field.
enum EvaluationQuery: Equatable, Sendable {
    case like(id: String)
    case vectors([String: [Float]])
}
