// Made from Protos/tessera/v1/search.proto by `make protos`; change that file, not this one.

import Vocabulary

extension GenerationPlan: SampledMessage {
    static let empty = GenerationPlan()

    static let filled: [GenerationPlan] = [
        GenerationPlan(
            searchText: "té漢😀1", generationPrompt: "té漢😀2", loras: [Lora.filled[0], Lora()], imageCount: 4000000004,
            seed: 9223372036854775813)
    ]

    static let filledBytes = [
        """
        Cgt0w6nmvKLwn5iAMRILdMOp5ryi8J+YgDIaIQoLdMOp5ryi8J+YgDEVAAAgQBoLdMOp5ryi8J+YgDMaABoAIITQrPMOKIWA
        gICAgICAgAE=
        """
    ]

    init(from source: inout RandomSource) {
        self.init(
            searchText: source.text(),
            generationPrompt: source.text(),
            loras: source.some { source in Lora(from: &source) },
            imageCount: source.number(),
            seed: source.maybe { source in source.number() })
    }
}
