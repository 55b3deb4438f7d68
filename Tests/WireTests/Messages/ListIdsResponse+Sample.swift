// Made from Protos/tessera/internal/v1/shard.proto by `make protos`; change that file, not this one.

import Vocabulary

extension ListIdsResponse: SampledMessage {
    static let empty = ListIdsResponse()

    static let filled: [ListIdsResponse] = [
        ListIdsResponse(ids: ["té漢😀1", ""])
    ]

    static let filledBytes = [
        """
        Cgt0w6nmvKLwn5iAMQoA
        """
    ]

    init(from source: inout RandomSource) {
        self.init(
            ids: source.some { source in source.text() })
    }
}
