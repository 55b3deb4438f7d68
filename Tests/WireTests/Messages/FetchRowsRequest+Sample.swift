// Made from Protos/tessera/internal/v1/shard.proto by `make protos`; change that file, not this one.

import Vocabulary

extension FetchRowsRequest: SampledMessage {
    static let empty = FetchRowsRequest()

    static let filled: [FetchRowsRequest] = [
        FetchRowsRequest(
            gallery: 4000000001, view: 9223372036854775810, fields: [4000000003, 0], ordinals: [4000000004, 0])
    ]

    static let filledBytes = [
        """
        CIHQrPMOEQIAAAAAAACAGgaD0KzzDgAiBoTQrPMOAA==
        """
    ]

    init(from source: inout RandomSource) {
        self.init(
            gallery: source.number(),
            view: source.number(),
            fields: source.some { source in source.number() },
            ordinals: source.some { source in source.number() })
    }
}
