// Made from Protos/tessera/internal/v1/shard.proto by `make protos`; change that file, not this one.

import Vocabulary

extension CountAllowedRequest: SampledMessage {
    static let empty = CountAllowedRequest()

    static let filled: [CountAllowedRequest] = [
        CountAllowedRequest(query: ScanQuery.filled[0])
    ]

    static let filledBytes = [
        """
        CqgBCIHQrPMOEhAIgdCs8w4SCAAAIEAAAAAAEgAacgoPCgt0w6nmvKLwn5iAMQoACgASC3TDqea8ovCfmIAyEgAaC3TDqea8
        ovCfmIAzGgAiPQoLdMOp5ryi8J+YgDESGgoLdMOp5ryi8J+YgDESC3TDqea8ovCfmIAyEgAZAAAAAAAACkAhAAAAAAAAEUAi
        ACILdMOp5ryi8J+YgDQiACiFgICAgICAgIAB
        """
    ]

    init(from source: inout RandomSource) {
        self.init(
            query: source.maybe { source in ScanQuery(from: &source) })
    }
}
