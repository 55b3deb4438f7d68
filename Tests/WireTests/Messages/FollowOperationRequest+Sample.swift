// Made from Protos/tessera/v1/operations.proto by `make protos`; change that file, not this one.

import Vocabulary

extension FollowOperationRequest: SampledMessage {
    static let empty = FollowOperationRequest()

    static let filled: [FollowOperationRequest] = [
        FollowOperationRequest(operation: "té漢😀1")
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
