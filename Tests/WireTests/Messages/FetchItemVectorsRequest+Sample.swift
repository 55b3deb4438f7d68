// Made from Protos/tessera/internal/v1/shard.proto by `make protos`; change that file, not this one.

import Vocabulary

extension FetchItemVectorsRequest: SampledMessage {
    static let empty = FetchItemVectorsRequest()

    static let filled: [FetchItemVectorsRequest] = [
        FetchItemVectorsRequest(gallery: 4000000001, id: "té漢😀2")
    ]

    static let filledBytes = [
        """
        CIHQrPMOEgt0w6nmvKLwn5iAMg==
        """
    ]

    init(from source: inout RandomSource) {
        self.init(
            gallery: source.number(),
            id: source.text())
    }
}
