// Made from Protos/tessera/v1/operations.proto by `make protos`; change that file, not this one.

import Vocabulary

extension WatchOperationRequest: SampledMessage {
    static let empty = WatchOperationRequest()

    static let filled: [WatchOperationRequest] = [
        WatchOperationRequest(
            operation: "té漢😀1", afterRevision: 9223372036854775810, waitMicroseconds: 9223372036854775811)
    ]

    static let filledBytes = [
        """
        Cgt0w6nmvKLwn5iAMRCCgICAgICAgIABGIOAgICAgICAgAE=
        """
    ]

    init(from source: inout RandomSource) {
        self.init(
            operation: source.text(),
            afterRevision: source.number(),
            waitMicroseconds: source.number())
    }
}
