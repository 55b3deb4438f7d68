// Made from Protos/tessera/v1/gallery.proto by `make protos`; change that file, not this one.

import Vocabulary

extension DescribeGalleryResponse: SampledMessage {
    static let empty = DescribeGalleryResponse()

    static let filled: [DescribeGalleryResponse] = [
        DescribeGalleryResponse(
            spec: GallerySpec.filled[0], fields: [FieldDescription.filled[0], FieldDescription()],
            itemCount: 9223372036854775811, sequence: 9223372036854775812, aliases: ["té漢😀5", ""],
            createdMicroseconds: 9223372036854775814, number: 4000000007, memoryByteCount: 9223372036854775816)
    ]

    static let filledBytes = [
        """
        CoIBCgt0w6nmvKLwn5iAMRJDCgt0w6nmvKLwn5iAMRCC0KzzDhgDIgt0w6nmvKLwn5iANCoLdMOp5ryi8J+YgDUyC3TDqea8
        ovCfmIA2PQAA8EBAAxIAGhoKC3TDqea8ovCfmIAxEgt0w6nmvKLwn5iAMiADKIXQrPMONQAA0EA9AADwQBJ2CkMKC3TDqea8
        ovCfmIAxEILQrPMOGAMiC3TDqea8ovCfmIA0Kgt0w6nmvKLwn5iANTILdMOp5ryi8J+YgDY9AADwQEADEIKAgICAgICAgAEY
        g4CAgICAgICAASIDBAD/LQAAsEAwhoCAgICAgICAATiH0KzzDhIAGIOAgICAgICAgAEghICAgICAgICAASoLdMOp5ryi8J+Y
        gDUqADCGgICAgICAgIABOIfQrPMOQIiAgICAgICAgAE=
        """
    ]

    init(from source: inout RandomSource) {
        self.init(
            spec: source.maybe { source in GallerySpec(from: &source) },
            fields: source.some { source in FieldDescription(from: &source) },
            itemCount: source.number(),
            sequence: source.number(),
            aliases: source.some { source in source.text() },
            createdMicroseconds: source.number(),
            number: source.number(),
            memoryByteCount: source.number())
    }
}
