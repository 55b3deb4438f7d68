// Made from Protos/tessera/v1/operations.proto by `make protos`; change that file, not this one.

import Vocabulary

extension CancelOperationRequest: SampledMessage {
    static let empty = CancelOperationRequest()

    static let filled: [CancelOperationRequest] = [
        CancelOperationRequest(operation: "té漢😀1")
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
