// Made from Protos/tessera/v1/search.proto by `make protos`; change that file, not this one.

import Vocabulary

extension Diversity: SampledMessage {
    static let empty = Diversity()

    static let filled: [Diversity] = [
        Diversity(mmr: true, lambda: 2.5, allowSimilar: true, seed: 9223372036854775812, variety: 5.5)
    ]

    static let filledBytes = [
        """
        CAEVAAAgQBgBIISAgICAgICAgAEtAACwQA==
        """
    ]

    init(from source: inout RandomSource) {
        self.init(
            mmr: source.flag(),
            lambda: source.maybe { source in source.number() },
            allowSimilar: source.flag(),
            seed: source.maybe { source in source.number() },
            variety: source.number())
    }
}
