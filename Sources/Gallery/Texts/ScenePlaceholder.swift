/// What a scene's templates can take from a scene.
public enum ScenePlaceholder: String, Sendable, CaseIterable {
    case roleA = "role_a"
    case roleB = "role_b"
    case action
    /// The style words, joined with commas.
    case style
    /// The trigger words of the first role's LoRA, joined with commas.
    case triggerA = "trigger_a"
    case triggerB = "trigger_b"

    /// True for words that wake a LoRA, which a search must never see.
    public var isTrigger: Bool { self == .triggerA || self == .triggerB }
}
