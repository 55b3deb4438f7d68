// Made from Protos/tessera/v1/gallery.proto by `make protos`; change that file, not this one.

/// Texts made of a scene. The placeholders are {role_a} {role_b} {action} {style} {trigger_a} {trigger_b}.
public struct SceneTemplates: Equatable, Sendable {
    /// What is searched for; no trigger words. Empty: the default.
    public var searchText: String = ""
    /// What the generation is prompted with. Empty: the default.
    public var generationPrompt: String = ""

    public init(
        searchText: String = "",
        generationPrompt: String = ""
    ) {
        self.searchText = searchText
        self.generationPrompt = generationPrompt
    }
}
