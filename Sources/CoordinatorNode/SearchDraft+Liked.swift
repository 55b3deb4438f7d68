internal import Gallery
internal import Vocabulary

extension SearchDraft {
    /// Fills in the vectors of the item to be like; a field that it lacks keeps none.
    ///
    /// - Parameter vectors: by field of the gallery; nil when there is no such item.
    /// - Throws: `NOT_FOUND`.
    mutating func fill(liked vectors: [[Float]?]?) throws(CallFailure) {
        guard let id = likeId else { return }
        guard let vectors else {
            throw CallFailure(.notFound, "unknown_item", "the gallery has no item '\(id)'", field: "like_id")
        }
        for place in fields.indices {
            guard case .item = fields[place].source else { continue }
            fields[place].vector = vectors[fields[place].index]
        }
    }
}
