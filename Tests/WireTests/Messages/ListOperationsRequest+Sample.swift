// Made from Protos/tessera/v1/operations.proto by `make protos`; change that file, not this one.

import Vocabulary

extension ListOperationsRequest: SampledMessage {
    static let empty = ListOperationsRequest()

    static let filled: [ListOperationsRequest] = [
        ListOperationsRequest(gallery: "té漢😀1", runningOnly: true)
    ]

    static let filledBytes = [
        """
        Cgt0w6nmvKLwn5iAMRAB
        """
    ]

    init(from source: inout RandomSource) {
        self.init(
            gallery: source.text(),
            runningOnly: source.flag())
    }
}
