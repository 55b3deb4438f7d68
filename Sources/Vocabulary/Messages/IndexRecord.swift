// Made from Protos/tessera/storage/v1/records.proto by `make protos`; change that file, not this one.

/// What a gallery's index is made of, under the gallery's number: the manifest.
public struct IndexRecord: Equatable, Sendable {
    /// Number of the gallery.
    public var gallery: UInt32 = 0
    /// Number of the next segment.
    public var nextSegment: UInt32 = 0
    /// At most one today.
    public var segments: [SegmentRecord] = []
    /// Fields that are trained or calibrated.
    public var fields: [FieldIndexRecord] = []

    public init(
        gallery: UInt32 = 0,
        nextSegment: UInt32 = 0,
        segments: [SegmentRecord] = [],
        fields: [FieldIndexRecord] = []
    ) {
        self.gallery = gallery
        self.nextSegment = nextSegment
        self.segments = segments
        self.fields = fields
    }
}
