// Made from Protos/tessera/internal/v1/shard.proto by `make protos`; change that file, not this one.

import Vocabulary

extension OpenShardRequest: SampledMessage {
    static let empty = OpenShardRequest()

    static let filled: [OpenShardRequest] = [
        OpenShardRequest(
            cluster: "té漢😀1", shard: 4000000002, shardCount: 4000000003, knownRevision: 9223372036854775812)
    ]

    static let filledBytes = [
        """
        Cgt0w6nmvKLwn5iAMRCC0KzzDhiD0KzzDiEEAAAAAAAAgA==
        """
    ]

    init(from source: inout RandomSource) {
        self.init(
            cluster: source.text(),
            shard: source.number(),
            shardCount: source.number(),
            knownRevision: source.number())
    }
}
