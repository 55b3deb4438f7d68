internal import Indexing
internal import Quantization
internal import Vocabulary

/// A gallery that is spread over the shards, as all of them declare it.
final class ClusterGallery: Sendable {
    let record: GalleryRecord
    let aliases: [String]
    /// By field; nil for a field that is searched exactly.
    let codebooks: [Codebook?]
    /// By field; nil for a field that is searched exactly.
    let indexes: [FieldIndex?]
    /// By field; nil where none was measured.
    let calibrations: [FieldCalibration?]

    init(
        record: GalleryRecord, aliases: [String], codebooks: [Codebook?], indexes: [FieldIndex?],
        calibrations: [FieldCalibration?]
    ) {
        self.record = record
        self.aliases = aliases
        self.codebooks = codebooks
        self.indexes = indexes
        self.calibrations = calibrations
    }

    var spec: GallerySpec { record.spec! }
}
