// Made from Protos/tessera/internal/v1/shard.proto by `make protos`; change that file, not this one.

import Vocabulary

extension FetchCodebookResponse: SampledMessage {
    static let empty = FetchCodebookResponse()

    static let filled: [FetchCodebookResponse] = [
        FetchCodebookResponse(byteCount: 9223372036854775809, piece: [2, 0, 255])
    ]

    static let filledBytes = [
        """
        CIGAgICAgICAgAESAwIA/w==
        """
    ]

    init(from source: inout RandomSource) {
        self.init(
            byteCount: source.number(),
            piece: source.blob())
    }
}
