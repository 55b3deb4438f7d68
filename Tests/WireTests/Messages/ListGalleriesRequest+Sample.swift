// Made from Protos/tessera/v1/gallery.proto by `make protos`; change that file, not this one.

import Vocabulary

extension ListGalleriesRequest: SampledMessage {
    static let empty = ListGalleriesRequest()

    static let filled: [ListGalleriesRequest] = [
        ListGalleriesRequest(tenant: "té漢😀1")
    ]

    static let filledBytes = [
        """
        Cgt0w6nmvKLwn5iAMQ==
        """
    ]

    init(from source: inout RandomSource) {
        self.init(
            tenant: source.text())
    }
}
