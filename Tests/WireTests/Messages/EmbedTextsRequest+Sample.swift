// Made from Protos/tessera/v1/search.proto by `make protos`; change that file, not this one.

import Vocabulary

extension EmbedTextsRequest: SampledMessage {
    static let empty = EmbedTextsRequest()

    static let filled: [EmbedTextsRequest] = [
        EmbedTextsRequest(encoder: "té漢😀1", texts: ["té漢😀2", ""])
    ]

    static let filledBytes = [
        """
        Cgt0w6nmvKLwn5iAMRILdMOp5ryi8J+YgDISAA==
        """
    ]

    init(from source: inout RandomSource) {
        self.init(
            encoder: source.text(),
            texts: source.some { source in source.text() })
    }
}
