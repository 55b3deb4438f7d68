// Made from Protos/tessera/internal/v1/shard.proto by `make protos`; change that file, not this one.

import Vocabulary

extension AddGalleryRequest: SampledMessage {
    static let empty = AddGalleryRequest()

    static let filled: [AddGalleryRequest] = [
        AddGalleryRequest(number: 4000000001, spec: GallerySpec.filled[0], createdMicroseconds: 9223372036854775811)
    ]

    static let filledBytes = [
        """
        CIHQrPMOEoQBCgt0w6nmvKLwn5iAMRJFCgt0w6nmvKLwn5iAMRCC0KzzDhgDIgt0w6nmvKLwn5iANCoLdMOp5ryi8J+YgDUy
        C3TDqea8ovCfmIA2PQAA8EBAA0gDEgAaGgoLdMOp5ryi8J+YgDESC3TDqea8ovCfmIAyIAMohdCs8w41AADQQD0AAPBAGIOA
        gICAgICAgAE=
        """
    ]

    init(from source: inout RandomSource) {
        self.init(
            number: source.number(),
            spec: source.maybe { source in GallerySpec(from: &source) },
            createdMicroseconds: source.number())
    }
}
