// Made from Protos/tessera/v1/search.proto by `make protos`; change that file, not this one.

import Vocabulary

extension FieldScore: SampledMessage {
    static let empty = FieldScore()

    static let filled: [FieldScore] = [
        FieldScore(field: "té漢😀1", similarity: 2.5, rank: 4000000003, contribution: 4.5)
    ]

    static let filledBytes = [
        """
        Cgt0w6nmvKLwn5iAMRUAACBAGIPQrPMOJQAAkEA=
        """
    ]

    init(from source: inout RandomSource) {
        self.init(
            field: source.text(),
            similarity: source.maybe { source in source.number() },
            rank: source.number(),
            contribution: source.number())
    }
}
