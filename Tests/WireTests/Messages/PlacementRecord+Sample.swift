// Made from Protos/tessera/storage/v1/records.proto by `make protos`; change that file, not this one.

import Vocabulary

extension PlacementRecord: SampledMessage {
    static let empty = PlacementRecord()

    static let filled: [PlacementRecord] = [
        PlacementRecord(cluster: "té漢😀1", shard: 4000000002, shardCount: 4000000003)
    ]

    static let filledBytes = [
        """
        Cgt0w6nmvKLwn5iAMRCC0KzzDhiD0KzzDg==
        """
    ]

    init(from source: inout RandomSource) {
        self.init(
            cluster: source.text(),
            shard: source.number(),
            shardCount: source.number())
    }
}
