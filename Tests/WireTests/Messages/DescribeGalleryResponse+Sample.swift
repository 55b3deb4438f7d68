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
        ovCfmIA2PQAA8EBAA0gDEgAaGgoLdMOp5ryi8J+YgDESC3TDqea8ovCfmIAyIAMohdCs8w41AADQQD0AAPBAEsgECkUKC3TD
        qea8ovCfmIAxEILQrPMOGAMiC3TDqea8ovCfmIA0Kgt0w6nmvKLwn5iANTILdMOp5ryi8J+YgDY9AADwQEADSAMQgoCAgICA
        gICAARiDgICAgICAgIABIgMEAP8tAACwQDCGgICAgICAgIABOIfQrPMOQuACCgMBAP8QgtCs8w4Yg9Cs8w4gAyiF0KzzDjCG
        0KzzDjiHgICAgICAgIABQIiAgICAgICAgAFIiYCAgICAgICAAVCK0KzzDliL0KzzDmCM0KzzDm0AAFhBchwNAADAPxCC0Kzz
        DhiD0KzzDiCE0KzzDi0AALBAehwNAADAPxCC0KzzDhiD0KzzDiCE0KzzDi0AALBAgAGQgICAgICAgIABiAGRgICAgICAgIAB
        kAGSgICAgICAgIABmAGTgICAgICAgIABoAEDqAGVgICAgICAgIABsAGW0KzzDsUBAADEQcgBmdCs8w7VAQAA1EHaAVwIgdCs
        8w4VAAAgQBiD0KzzDiIcDQAAwD8QgtCs8w4Yg9Cs8w4ghNCs8w4tAACwQCocDQAAwD8QgtCs8w4Yg9Cs8w4ghNCs8w4tAACw
        QDUAANBAPQAA8EBFAAAIQdoBAOUBAADkQegBnYCAgICAgICAAUohCIHQrPMOFQAAIEAdAABgQCCE0KzzDiiFgICAgICAgIAB
        UkgKC3TDqea8ovCfmIAxEgt0w6nmvKLwn5iAMhoLdMOp5ryi8J+YgDMg/P/////f////ASj7/////9////8BMIaAgICAgICA
        gAESABiDgICAgICAgIABIISAgICAgICAgAEqC3TDqea8ovCfmIA1KgAwhoCAgICAgICAATiH0KzzDkCIgICAgICAgIAB
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
