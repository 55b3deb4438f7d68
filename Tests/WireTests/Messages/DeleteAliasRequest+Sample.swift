// Made from Protos/tessera/v1/gallery.proto by `make protos`; change that file, not this one.

import Vocabulary

extension DeleteAliasRequest: SampledMessage {
    static let empty = DeleteAliasRequest()

    static let filled: [DeleteAliasRequest] = [
        DeleteAliasRequest(alias: "té漢😀1")
    ]

    static let filledBytes = [
        """
        Cgt0w6nmvKLwn5iAMQ==
        """
    ]

    init(from source: inout RandomSource) {
        self.init(
            alias: source.text())
    }
}
