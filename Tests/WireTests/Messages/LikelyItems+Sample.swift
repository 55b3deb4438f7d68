// Made from Protos/tessera/internal/v1/shard.proto by `make protos`; change that file, not this one.

import Vocabulary

extension LikelyItems: SampledMessage {
    static let empty = LikelyItems()

    static let filled: [LikelyItems] = [
        LikelyItems(count: 4000000001, weights: [2.5, 0], readMask: ReadMask.filled[0])
    ]

    static let filledBytes = [
        """
        CIHQrPMOEggAACBAAAAAABoSCAEQARgBIAEoATABOAFAAUgB
        """
    ]

    init(from source: inout RandomSource) {
        self.init(
            count: source.number(),
            weights: source.some { source in source.number() },
            readMask: source.maybe { source in ReadMask(from: &source) })
    }
}
