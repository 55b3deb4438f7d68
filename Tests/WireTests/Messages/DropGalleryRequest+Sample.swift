// Made from Protos/tessera/v1/gallery.proto by `make protos`; change that file, not this one.

import Vocabulary

extension DropGalleryRequest: SampledMessage {
    static let empty = DropGalleryRequest()

    static let filled: [DropGalleryRequest] = [
        DropGalleryRequest(gallery: "té漢😀1")
    ]

    static let filledBytes = [
        """
        Cgt0w6nmvKLwn5iAMQ==
        """
    ]

    init(from source: inout RandomSource) {
        self.init(
            gallery: source.text())
    }
}
