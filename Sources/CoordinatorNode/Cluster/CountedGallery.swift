internal import Indexing
internal import Quantization
internal import Vocabulary

/// A gallery and how many items all its shards hold together, for the length of one search.
struct CountedGallery: PlannedGallery {
    let gallery: ClusterGallery
    var liveCount = 0
    /// By field; empty when nobody asks.
    var fieldLiveCounts: [Int] = []

    var fieldCount: Int { gallery.codebooks.count }
    func dimension(field: Int) -> Int { Int(gallery.spec.fields[field].dimension) }
    func codebook(field: Int) -> Codebook? { gallery.codebooks[field] }
    func fieldIndex(field: Int) -> FieldIndex? { gallery.indexes[field] }
    func liveCount(field: Int) -> Int { fieldLiveCounts.isEmpty ? liveCount : fieldLiveCounts[field] }
}
