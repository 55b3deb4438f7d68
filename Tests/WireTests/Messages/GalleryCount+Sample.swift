// Made from Protos/tessera/internal/v1/shard.proto by `make protos`; change that file, not this one.

import Vocabulary

extension GalleryCount: SampledMessage {
    static let empty = GalleryCount()

    static let filled: [GalleryCount] = [
        GalleryCount(gallery: 4000000001, itemCount: 9223372036854775810, sequence: 9223372036854775811)
    ]

    static let filledBytes = [
        """
        CIHQrPMOEIKAgICAgICAgAEYg4CAgICAgICAAQ==
        """
    ]

    init(from source: inout RandomSource) {
        self.init(
            gallery: source.number(),
            itemCount: source.number(),
            sequence: source.number())
    }
}
