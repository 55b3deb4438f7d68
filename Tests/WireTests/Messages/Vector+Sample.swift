// Made from Protos/tessera/v1/common.proto by `make protos`; change that file, not this one.

import Vocabulary

extension Vector: SampledMessage {
    static let empty = Vector()

    static let filled: [Vector] = [
        Vector(values: [1.5, 0])
    ]

    static let filledBytes = [
        """
        CggAAMA/AAAAAA==
        """
    ]

    init(from source: inout RandomSource) {
        self.init(
            values: source.some { source in source.number() })
    }
}
