// Made from Protos/tessera/v1/search.proto by `make protos`; change that file, not this one.

/// Who is in the picture.
public struct Role: Equatable, Sendable {
    /// Who or what, in words: "an old wizard".
    public var text: String = ""
    /// Its LoRA. Absent: none.
    public var lora: Lora?

    public init(
        text: String = "",
        lora: Lora? = nil
    ) {
        self.text = text
        self.lora = lora
    }
}
