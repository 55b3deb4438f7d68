import Ground

/// An item as searches see it. Its numbers are small and whole, so that sums are exact in whatever order they are made.
struct SampleItem: Equatable {
    var id: String
    /// Few different ones, so that ties go down to the ids.
    var idHash: UInt64
    /// By field of the gallery.
    var vectors: [[Float]?]
    var tags: Set<String> = []
    var similarHashes: [UInt64] = []

    init(id: String, vectors: [[Float]?], tags: Set<String> = [], similarHashes: [UInt64] = []) {
        self.id = id
        idHash = SampleItem.hash(id)
        self.vectors = vectors
        self.tags = tags
        self.similarHashes = similarHashes
    }

    /// A stand-in for the real hash with 61 values over its whole range.
    static func hash(_ id: String) -> UInt64 {
        (Hash.xxh3(id) % 61) * (UInt64.max / 61)
    }
}
