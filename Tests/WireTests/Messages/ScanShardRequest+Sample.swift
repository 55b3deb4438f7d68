// Made from Protos/tessera/internal/v1/shard.proto by `make protos`; change that file, not this one.

import Vocabulary

extension ScanShardRequest: SampledMessage {
    static let empty = ScanShardRequest()

    static let filled: [ScanShardRequest] = [
        ScanShardRequest(
            query: ScanQuery.filled[0], view: 9223372036854775810, candidatesPerField: 4000000003,
            includesSimilar: true, scans: [ScanField.filled[0], ScanField()], likelyItems: LikelyItems.filled[0])
    ]

    static let filledBytes = [
        """
        CqgBCIHQrPMOEhAIgdCs8w4SCAAAIEAAAAAAEgAacgoPCgt0w6nmvKLwn5iAMQoACgASC3TDqea8ovCfmIAyEgAaC3TDqea8
        ovCfmIAzGgAiPQoLdMOp5ryi8J+YgDESGgoLdMOp5ryi8J+YgDESC3TDqea8ovCfmIAyEgAZAAAAAAAACkAhAAAAAAAAEUAi
        ACILdMOp5ryi8J+YgDQiACiFgICAgICAgIABEQIAAAAAAACAGIPQrPMOIAEqDQoDAQD/EgaC0KzzDgAqADIkCIHQrPMOEggA
        ACBAAAAAABoSCAEQARgBIAEoATABOAFAAUgB
        """
    ]

    init(from source: inout RandomSource) {
        self.init(
            query: source.maybe { source in ScanQuery(from: &source) },
            view: source.number(),
            candidatesPerField: source.number(),
            includesSimilar: source.flag(),
            scans: source.some { source in ScanField(from: &source) },
            likelyItems: source.maybe { source in LikelyItems(from: &source) })
    }
}
