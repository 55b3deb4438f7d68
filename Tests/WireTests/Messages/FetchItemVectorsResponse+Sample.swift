// Made from Protos/tessera/internal/v1/shard.proto by `make protos`; change that file, not this one.

import Vocabulary

extension FetchItemVectorsResponse: SampledMessage {
    static let empty = FetchItemVectorsResponse()

    static let filled: [FetchItemVectorsResponse] = [
        FetchItemVectorsResponse(isFound: true, vectors: [ScanProbe.filled[0], ScanProbe()])
    ]

    static let filledBytes = [
        """
        CAESEAiB0KzzDhIIAAAgQAAAAAASAA==
        """
    ]

    init(from source: inout RandomSource) {
        self.init(
            isFound: source.flag(),
            vectors: source.some { source in ScanProbe(from: &source) })
    }
}
