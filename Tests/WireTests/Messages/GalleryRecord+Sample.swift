// Made from Protos/tessera/storage/v1/records.proto by `make protos`; change that file, not this one.

import Vocabulary

extension GalleryRecord: SampledMessage {
    static let empty = GalleryRecord()

    static let filled: [GalleryRecord] = [
        GalleryRecord(number: 4000000001, spec: GallerySpec.filled[0], createdMicroseconds: 9223372036854775811)
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
