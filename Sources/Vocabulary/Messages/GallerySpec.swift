// Made from Protos/tessera/v1/gallery.proto by `make protos`; change that file, not this one.

/// A gallery as it is declared.
public struct GallerySpec: Equatable, Sendable {
    /// `[tenant/]name`, each part 1...63 bytes of [a-z0-9_-], starting with a letter or digit.
    public var name: String = ""
    /// 1...16 fields. Empty at creation: the standard three, description, tags and detections, of the node's first
    /// encoder.
    public var fields: [FieldSpec] = []
    /// Scene templates. Absent: the defaults.
    public var scene: SceneTemplates?
    /// Fusion of a search that names none. Default: weighted.
    public var fusion: FusionKind?
    /// A field with fewer items stays exact. 0: 20,000.
    public var exactBelow: UInt32 = 0
    /// A codebook whose measured recall@10 is lower is not published, 0...1: that of held-out items, and that of the
    /// queries that came with the training if any did. 0: none is refused.
    public var minRecall: Float = 0
    /// Recall@10 that searches are tuned for, 0...1. 0: the default.
    public var targetRecall: Float = 0

    public init(
        name: String = "",
        fields: [FieldSpec] = [],
        scene: SceneTemplates? = nil,
        fusion: FusionKind? = nil,
        exactBelow: UInt32 = 0,
        minRecall: Float = 0,
        targetRecall: Float = 0
    ) {
        self.name = name
        self.fields = fields
        self.scene = scene
        self.fusion = fusion
        self.exactBelow = exactBelow
        self.minRecall = minRecall
        self.targetRecall = targetRecall
    }
}
