// Made from Protos/tessera/v1/search.proto by `make protos`; change that file, not this one.

import Vocabulary

extension StageTimes: SampledMessage {
    static let empty = StageTimes()

    static let filled: [StageTimes] = [
        StageTimes(
            queue: 9223372036854775809, encode: 9223372036854775810, filter: 9223372036854775811,
            scan: 9223372036854775812, fuse: 9223372036854775813, fetch: 9223372036854775814, plan: 9223372036854775815,
            rerank: 9223372036854775816, reply: 9223372036854775817)
    ]

    static let filledBytes = [
        """
        CIGAgICAgICAgAEQgoCAgICAgICAARiDgICAgICAgIABIISAgICAgICAgAEohYCAgICAgICAATCGgICAgICAgIABOIeAgICA
        gICAgAFAiICAgICAgICAAUiJgICAgICAgIAB
        """
    ]

    init(from source: inout RandomSource) {
        self.init(
            queue: source.number(),
            encode: source.number(),
            filter: source.number(),
            scan: source.number(),
            fuse: source.number(),
            fetch: source.number(),
            plan: source.number(),
            rerank: source.number(),
            reply: source.number())
    }
}
