// Made from Protos/tessera/internal/v1/shard.proto by `make protos`; change that file, not this one.

import Vocabulary

extension ListIdsRequest: SampledMessage {
    static let empty = ListIdsRequest()

    static let filled: [ListIdsRequest] = [
        ListIdsRequest(gallery: 4000000001, afterId: "té漢😀2", count: 4000000003)
    ]

    static let filledBytes = [
        """
        CIHQrPMOEgt0w6nmvKLwn5iAMhiD0KzzDg==
        """
    ]

    init(from source: inout RandomSource) {
        self.init(
            gallery: source.number(),
            afterId: source.text(),
            count: source.number())
    }
}
