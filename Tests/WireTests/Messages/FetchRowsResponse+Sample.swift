// Made from Protos/tessera/internal/v1/shard.proto by `make protos`; change that file, not this one.

import Vocabulary

extension FetchRowsResponse: SampledMessage {
    static let empty = FetchRowsResponse()

    static let filled: [FetchRowsResponse] = [
        FetchRowsResponse(rows: [[1, 0, 255], []])
    ]

    static let filledBytes = [
        """
        CgMBAP8KAA==
        """
    ]

    init(from source: inout RandomSource) {
        self.init(
            rows: source.some { source in source.blob() })
    }
}
