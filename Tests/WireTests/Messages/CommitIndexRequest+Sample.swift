// Made from Protos/tessera/internal/v1/shard.proto by `make protos`; change that file, not this one.

import Vocabulary

extension CommitIndexRequest: SampledMessage {
    static let empty = CommitIndexRequest()

    static let filled: [CommitIndexRequest] = [
        CommitIndexRequest(operation: "té漢😀1")
    ]

    static let filledBytes = [
        """
        Cgt0w6nmvKLwn5iAMQ==
        """
    ]

    init(from source: inout RandomSource) {
        self.init(
            operation: source.text())
    }
}
