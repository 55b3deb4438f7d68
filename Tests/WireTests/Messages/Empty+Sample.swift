// Made from Protos/tessera/v1/common.proto by `make protos`; change that file, not this one.

import Vocabulary

extension Empty: SampledMessage {
    static let empty = Empty()

    static let filled: [Empty] = [
        Empty()
    ]

    static let filledBytes = [
        """
        """
    ]

    init(from source: inout RandomSource) {
        self.init()
    }
}
