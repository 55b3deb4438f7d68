// Made from Protos/tessera/internal/v1/shard.proto by `make protos`; change that file, not this one.

import Vocabulary

extension ScanList: SampledMessage {
    static let empty = ScanList()

    static let filled: [ScanList] = [
        ScanList(positions: [4000000001, 0], scores: [2.5, 0])
    ]

    static let filledBytes = [
        """
        CgaB0KzzDgASCAAAIEAAAAAA
        """
    ]

    init(from source: inout RandomSource) {
        self.init(
            positions: source.some { source in source.number() },
            scores: source.some { source in source.number() })
    }
}
