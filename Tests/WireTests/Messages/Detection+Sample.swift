// Made from Protos/tessera/v1/items.proto by `make protos`; change that file, not this one.

import Vocabulary

extension Detection: SampledMessage {
    static let empty = Detection()

    static let filled: [Detection] = [
        Detection(label: "té漢😀1", score: 2.5, box: [3.5, 0])
    ]

    static let filledBytes = [
        """
        Cgt0w6nmvKLwn5iAMRUAACBAGggAAGBAAAAAAA==
        """
    ]

    init(from source: inout RandomSource) {
        self.init(
            label: source.text(),
            score: source.number(),
            box: source.some { source in source.number() })
    }
}
