// Made from Protos/tessera/internal/v1/shard.proto by `make protos`; change that file, not this one.

import Vocabulary

extension SampleRowsResponse: SampledMessage {
    static let empty = SampleRowsResponse()

    static let filled: [SampleRowsResponse] = [
        SampleRowsResponse(keys: [9223372036854775809, 0], rows: [2, 0, 255])
    ]

    static let filledBytes = [
        """
        ChABAAAAAAAAgAAAAAAAAAAAEgMCAP8=
        """
    ]

    init(from source: inout RandomSource) {
        self.init(
            keys: source.some { source in source.number() },
            rows: source.blob())
    }
}
