// Made from Protos/tessera/internal/v1/shard.proto by `make protos`; change that file, not this one.

import Vocabulary

extension ScanQuery: SampledMessage {
    static let empty = ScanQuery()

    static let filled: [ScanQuery] = [
        ScanQuery(
            gallery: 4000000001, probes: [ScanProbe.filled[0], ScanProbe()], filter: Filter.filled[0],
            excludedIds: ["té漢😀4", ""], minSequence: 9223372036854775813)
    ]

    static let filledBytes = [
        """
        CIHQrPMOEhAIgdCs8w4SCAAAIEAAAAAAEgAacgoPCgt0w6nmvKLwn5iAMQoACgASC3TDqea8ovCfmIAyEgAaC3TDqea8ovCf
        mIAzGgAiPQoLdMOp5ryi8J+YgDESGgoLdMOp5ryi8J+YgDESC3TDqea8ovCfmIAyEgAZAAAAAAAACkAhAAAAAAAAEUAiACIL
        dMOp5ryi8J+YgDQiACiFgICAgICAgIAB
        """
    ]

    init(from source: inout RandomSource) {
        self.init(
            gallery: source.number(),
            probes: source.some { source in ScanProbe(from: &source) },
            filter: source.maybe { source in Filter(from: &source) },
            excludedIds: source.some { source in source.text() },
            minSequence: source.number())
    }
}
