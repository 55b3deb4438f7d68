// Made from Protos/tessera/v1/gallery.proto by `make protos`; change that file, not this one.

import Vocabulary

extension DropGalleryResponse: SampledMessage {
    static let empty = DropGalleryResponse()

    static let filled: [DropGalleryResponse] = [
        DropGalleryResponse(itemCount: 9223372036854775809)
    ]

    static let filledBytes = [
        """
        CIGAgICAgICAgAE=
        """
    ]

    init(from source: inout RandomSource) {
        self.init(
            itemCount: source.number())
    }
}
