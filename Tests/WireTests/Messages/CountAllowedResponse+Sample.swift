// Made from Protos/tessera/internal/v1/shard.proto by `make protos`; change that file, not this one.

import Vocabulary

extension CountAllowedResponse: SampledMessage {
    static let empty = CountAllowedResponse()

    static let filled: [CountAllowedResponse] = [
        CountAllowedResponse(
            view: 9223372036854775809, allowedCount: 9223372036854775810, liveCount: 9223372036854775811,
            fieldLiveCounts: [9223372036854775812, 0])
    ]

    static let filledBytes = [
        """
        CQEAAAAAAACAEIKAgICAgICAgAEYg4CAgICAgICAASILhICAgICAgICAAQA=
        """
    ]

    init(from source: inout RandomSource) {
        self.init(
            view: source.number(),
            allowedCount: source.number(),
            liveCount: source.number(),
            fieldLiveCounts: source.some { source in source.number() })
    }
}
