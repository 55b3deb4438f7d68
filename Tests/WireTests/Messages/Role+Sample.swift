// Made from Protos/tessera/v1/search.proto by `make protos`; change that file, not this one.

import Vocabulary

extension Role: SampledMessage {
    static let empty = Role()

    static let filled: [Role] = [
        Role(text: "té漢😀1", lora: Lora.filled[0])
    ]

    static let filledBytes = [
        """
        Cgt0w6nmvKLwn5iAMRIhCgt0w6nmvKLwn5iAMRUAACBAGgt0w6nmvKLwn5iAMxoA
        """
    ]

    init(from source: inout RandomSource) {
        self.init(
            text: source.text(),
            lora: source.maybe { source in Lora(from: &source) })
    }
}
