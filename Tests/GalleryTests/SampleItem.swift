import Ground

/// An item as searches see it. Its numbers are small and whole, so that sums are exact in whatever order they are made.
struct SampleItem {
    var id: String
    /// Few different ones, so that ties go down to the ids.
    var idHash: UInt64
    /// By field of the gallery.
    var vectors: [[Float]?]
    /// By field of the gallery, what the item's code stands for and the list that it is in; used where the field is
    /// there. Without: the vector itself, list 0.
    var codes: [(list: UInt32, vector: [Float])?]
    var tags: Set<String> = []
    var similarHashes: [UInt64] = []

    init(id: String, vectors: [[Float]?], tags: Set<String> = [], similarHashes: [UInt64] = []) {
        self.id = id
        idHash = SampleItem.hash(id)
        self.vectors = vectors
        codes = vectors.map { vector in vector.map { (0, $0) } }
        self.tags = tags
        self.similarHashes = similarHashes
    }

    /// A stand-in for the real hash with 61 values over its whole range.
    static func hash(_ id: String) -> UInt64 {
        (Hash.xxh3(id) % 61) * (UInt64.max / 61)
    }
}
