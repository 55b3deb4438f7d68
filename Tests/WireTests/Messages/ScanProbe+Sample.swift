// Made from Protos/tessera/internal/v1/shard.proto by `make protos`; change that file, not this one.

import Vocabulary

extension ScanProbe: SampledMessage {
    static let empty = ScanProbe()

    static let filled: [ScanProbe] = [
        ScanProbe(field: 4000000001, vector: [2.5, 0])
    ]

    static let filledBytes = [
        """
        CIHQrPMOEggAACBAAAAAAA==
        """
    ]

    init(from source: inout RandomSource) {
        self.init(
            field: source.number(),
            vector: source.some { source in source.number() })
    }
}
