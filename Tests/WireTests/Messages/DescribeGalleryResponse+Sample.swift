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
        CoQBCgt0w6nmvKLwn5iAMRJFCgt0w6nmvKLwn5iAMRCC0KzzDhgDIgt0w6nmvKLwn5iANCoLdMOp5ryi8J+YgDUyC3TDqea8
        ovCfmIA2PQAA8EBAA0gDEgAaGgoLdMOp5ryi8J+YgDESC3TDqea8ovCfmIAyIAMohdCs8w41AADQQD0AAPBAEsIDCkUKC3TD
        qea8ovCfmIAxEILQrPMOGAMiC3TDqea8ovCfmIA0Kgt0w6nmvKLwn5iANTILdMOp5ryi8J+YgDY9AADwQEADSAMQgoCAgICA
        gICAARiDgICAgICAgIABIgMEAP8tAACwQDCGgICAgICAgIABOIfQrPMOQtoBCgMBAP8QgtCs8w4Yg9Cs8w4gAyiF0KzzDjCG
        0KzzDjiHgICAgICAgIABQIiAgICAgICAgAFIiYCAgICAgICAAVCK0KzzDliL0KzzDmCM0KzzDm0AAFhBchcNAADAPxCC0Kzz
        DhiD0KzzDiCE0KzzDnoXDQAAwD8QgtCs8w4Yg9Cs8w4ghNCs8w6AAZCAgICAgICAgAGIAZGAgICAgICAgAGQAZKAgICAgICA
        gAGYAZOAgICAgICAgAGgAQOoAZWAgICAgICAgAHlAQAA5EHoAZ2AgICAgICAgAFKIQiB0KzzDhUAACBAHQAAYEAghNCs8w4o
        hYCAgICAgICAAVJICgt0w6nmvKLwn5iAMRILdMOp5ryi8J+YgDIaC3TDqea8ovCfmIAzIPz/////3////wEo+//////f////
        ATCGgICAgICAgIABEgAYg4CAgICAgICAASCEgICAgICAgIABKgt0w6nmvKLwn5iANSoAMIaAgICAgICAgAE4h9Cs8w5AiICA
        gICAgICAAQ==
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
