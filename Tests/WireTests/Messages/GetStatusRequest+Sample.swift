// Made from Protos/tessera/v1/node.proto by `make protos`; change that file, not this one.

import Vocabulary

extension GetStatusRequest: SampledMessage {
    static let empty = GetStatusRequest()

    static let filled: [GetStatusRequest] = [
        GetStatusRequest()
    ]

    static let filledBytes = [
        """
        """
    ]

    init(from source: inout RandomSource) {
        self.init()
    }
}
