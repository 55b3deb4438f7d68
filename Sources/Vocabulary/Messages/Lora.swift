// Made from Protos/tessera/v1/search.proto by `make protos`; change that file, not this one.

/// A low-rank adapter of the generation model.
public struct Lora: Equatable, Sendable {
    /// Its name or file. Empty: no LoRA.
    public var name: String = ""
    /// Strength, finite. 0: 1.
    public var weight: Float = 0
    /// Words that wake it; used in the generation prompt, never in the search.
    public var triggerWords: [String] = []

    public init(
        name: String = "",
        weight: Float = 0,
        triggerWords: [String] = []
    ) {
        self.name = name
        self.weight = weight
        self.triggerWords = triggerWords
    }
}
