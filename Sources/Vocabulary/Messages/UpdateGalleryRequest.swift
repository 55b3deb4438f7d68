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

    public init(
        gallery: String = "",
        scene: SceneTemplates? = nil,
        fusion: FusionKind? = nil,
        weights: [FieldWeight] = []
    ) {
        self.gallery = gallery
        self.scene = scene
        self.fusion = fusion
        self.weights = weights
    }
}
