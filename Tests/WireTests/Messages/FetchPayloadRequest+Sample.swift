// Made from Protos/tessera/internal/v1/shard.proto by `make protos`; change that file, not this one.

import Vocabulary

extension FetchPayloadRequest: SampledMessage {
    static let empty = FetchPayloadRequest()

    static let filled: [FetchPayloadRequest] = [
        FetchPayloadRequest(
            gallery: 4000000001, view: 9223372036854775810, ordinals: [4000000003, 0], readMask: ReadMask.filled[0])
    ]

    static let filledBytes = [
        """
        CIHQrPMOEQIAAAAAAACAGgaD0KzzDgAiEggBEAEYASABKAEwATgBQAFIAQ==
        """
    ]

    init(from source: inout RandomSource) {
        self.init(
            gallery: source.number(),
            view: source.number(),
            ordinals: source.some { source in source.number() },
            readMask: source.maybe { source in ReadMask(from: &source) })
    }
}
