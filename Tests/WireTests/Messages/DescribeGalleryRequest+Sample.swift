// Made from Protos/tessera/v1/gallery.proto by `make protos`; change that file, not this one.

import Vocabulary

extension DescribeGalleryRequest: SampledMessage {
    static let empty = DescribeGalleryRequest()

    static let filled: [DescribeGalleryRequest] = [
        DescribeGalleryRequest(gallery: "té漢😀1")
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
