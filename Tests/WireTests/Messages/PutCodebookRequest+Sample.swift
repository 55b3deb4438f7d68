// Made from Protos/tessera/internal/v1/shard.proto by `make protos`; change that file, not this one.

import Vocabulary

extension PutCodebookRequest: SampledMessage {
    static let empty = PutCodebookRequest()

    static let filled: [PutCodebookRequest] = [
        PutCodebookRequest(
            gallery: 4000000001, codebookHash: [2, 0, 255], offset: 9223372036854775811, piece: [4, 0, 255])
    ]

    static let filledBytes = [
        """
        CIHQrPMOEgMCAP8Yg4CAgICAgICAASIDBAD/
        """
    ]

    init(from source: inout RandomSource) {
        self.init(
            gallery: source.number(),
            codebookHash: source.blob(),
            offset: source.number(),
            piece: source.blob())
    }
}
