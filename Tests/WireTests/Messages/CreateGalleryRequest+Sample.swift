// Made from Protos/tessera/v1/gallery.proto by `make protos`; change that file, not this one.

import Vocabulary

extension CreateGalleryRequest: SampledMessage {
    static let empty = CreateGalleryRequest()

    static let filled: [CreateGalleryRequest] = [
        CreateGalleryRequest(spec: GallerySpec.filled[0])
    ]

    static let filledBytes = [
        """
        CoQBCgt0w6nmvKLwn5iAMRJFCgt0w6nmvKLwn5iAMRCC0KzzDhgDIgt0w6nmvKLwn5iANCoLdMOp5ryi8J+YgDUyC3TDqea8
        ovCfmIA2PQAA8EBAA0gDEgAaGgoLdMOp5ryi8J+YgDESC3TDqea8ovCfmIAyIAMohdCs8w41AADQQD0AAPBA
        """
    ]

    init(from source: inout RandomSource) {
        self.init(
            spec: source.maybe { source in GallerySpec(from: &source) })
    }
}
