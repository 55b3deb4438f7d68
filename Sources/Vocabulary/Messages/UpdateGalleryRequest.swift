// Made from Protos/tessera/v1/gallery.proto by `make protos`; change that file, not this one.

/// Asks to change a gallery.
public struct UpdateGalleryRequest: Equatable, Sendable {
    /// Name or alias.
    public var gallery: String = ""
    /// New scene templates. Absent: unchanged; an empty text in it: back to the default.
    public var scene: SceneTemplates?
    /// New default fusion. Unspecified: unchanged.
    public var fusion: FusionKind?
    /// New default weights by field. Fields not named are unchanged.
    public var weights: [FieldWeight] = []
    /// Fields with fewer items stay exact at the next training. 0: the default. Absent: unchanged.
    public var exactBelow: UInt32?
    /// Lowest recall@10 of a codebook that is published, 0...1, as in `GallerySpec`. Absent: unchanged.
    public var minRecall: Float?
    /// Recall@10 that searches are tuned for, 0...1: at once among the points that were measured, and by the next
    /// training. 0: the default. Absent: unchanged.
    public var targetRecall: Float?

    public init(
        gallery: String = "",
        scene: SceneTemplates? = nil,
        fusion: FusionKind? = nil,
        weights: [FieldWeight] = [],
        exactBelow: UInt32? = nil,
        minRecall: Float? = nil,
        targetRecall: Float? = nil
    ) {
        self.gallery = gallery
        self.scene = scene
        self.fusion = fusion
        self.weights = weights
        self.exactBelow = exactBelow
        self.minRecall = minRecall
        self.targetRecall = targetRecall
    }
}
