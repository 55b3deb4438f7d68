// Made from Protos/tessera/internal/v1/shard.proto by `make protos`; change that file, not this one.

import Vocabulary

extension FetchCodebookRequest: SampledMessage {
    static let empty = FetchCodebookRequest()

    static let filled: [FetchCodebookRequest] = [
        FetchCodebookRequest(gallery: 4000000001, codebookHash: [2, 0, 255], offset: 9223372036854775811)
    ]

    static let filledBytes = [
        """
        CIHQrPMOEgMCAP8Yg4CAgICAgICAAQ==
        """
    ]

    init(from source: inout RandomSource) {
        self.init(
            gallery: source.number(),
            codebookHash: source.blob(),
            offset: source.number())
    }
}
