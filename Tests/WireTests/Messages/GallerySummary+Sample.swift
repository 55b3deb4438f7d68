// Made from Protos/tessera/v1/gallery.proto by `make protos`; change that file, not this one.

import Vocabulary

extension GallerySummary: SampledMessage {
    static let empty = GallerySummary()

    static let filled: [GallerySummary] = [
        GallerySummary(name: "té漢😀1", itemCount: 9223372036854775810, fields: ["té漢😀3", ""], aliases: ["té漢😀4", ""])
    ]

    static let filledBytes = [
        """
        Cgt0w6nmvKLwn5iAMRCCgICAgICAgIABGgt0w6nmvKLwn5iAMxoAIgt0w6nmvKLwn5iANCIA
        """
    ]

    init(from source: inout RandomSource) {
        self.init(
            name: source.text(),
            itemCount: source.number(),
            fields: source.some { source in source.text() },
            aliases: source.some { source in source.text() })
    }
}
