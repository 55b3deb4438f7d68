// Made from Protos/tessera/v1/search.proto by `make protos`; change that file, not this one.

import Vocabulary

extension Lora: SampledMessage {
    static let empty = Lora()

    static let filled: [Lora] = [
        Lora(name: "té漢😀1", weight: 2.5, triggerWords: ["té漢😀3", ""])
    ]

    static let filledBytes = [
        """
        Cgt0w6nmvKLwn5iAMRUAACBAGgt0w6nmvKLwn5iAMxoA
        """
    ]

    init(from source: inout RandomSource) {
        self.init(
            name: source.text(),
            weight: source.number(),
            triggerWords: source.some { source in source.text() })
    }
}
