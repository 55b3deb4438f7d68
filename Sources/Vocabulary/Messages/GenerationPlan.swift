// Made from Protos/tessera/v1/search.proto by `make protos`; change that file, not this one.

/// What a generation worker does with the guides.
public struct GenerationPlan: Equatable, Sendable {
    /// What was searched for.
    public var searchText: String = ""
    /// What to prompt the generation with.
    public var generationPrompt: String = ""
    /// The LoRAs to load, in the order of the roles.
    public var loras: [Lora] = []
    /// Images wanted.
    public var imageCount: UInt32 = 0
    /// The seed of the choice. Absent: none was given.
    public var seed: UInt64?

    public init(
        searchText: String = "",
        generationPrompt: String = "",
        loras: [Lora] = [],
        imageCount: UInt32 = 0,
        seed: UInt64? = nil
    ) {
        self.searchText = searchText
        self.generationPrompt = generationPrompt
        self.loras = loras
        self.imageCount = imageCount
        self.seed = seed
    }
}
