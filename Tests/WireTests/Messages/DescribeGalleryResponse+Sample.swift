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
        ovCfmIA2PQAA8EBAAxIAGhoKC3TDqea8ovCfmIAxEgt0w6nmvKLwn5iAMiADKIXQrPMONQAA0EA9AADwQBKfAwpDCgt0w6nm
        vKLwn5iAMRCC0KzzDhgDIgt0w6nmvKLwn5iANCoLdMOp5ryi8J+YgDUyC3TDqea8ovCfmIA2PQAA8EBAAxCCgICAgICAgIAB
        GIOAgICAgICAgAEiAwQA/y0AALBAMIaAgICAgICAgAE4h9Cs8w5CuQEKAwEA/xCC0KzzDhiD0KzzDiADKIXQrPMOMIbQrPMO
        OIeAgICAgICAgAFAiICAgICAgICAAUiJgICAgICAgIABUIrQrPMOWIvQrPMOYIzQrPMObQAAWEFyFw0AAMA/EILQrPMOGIPQ
        rPMOIITQrPMOehcNAADAPxCC0KzzDhiD0KzzDiCE0KzzDoABkICAgICAgICAAYgBkYCAgICAgICAAZABkoCAgICAgICAAZgB
        k4CAgICAgICAAUohCIHQrPMOFQAAIEAdAABgQCCE0KzzDiiFgICAgICAgIABUkgKC3TDqea8ovCfmIAxEgt0w6nmvKLwn5iA
        MhoLdMOp5ryi8J+YgDMg/P/////f////ASj7/////9////8BMIaAgICAgICAgAESABiDgICAgICAgIABIISAgICAgICAgAEq
        C3TDqea8ovCfmIA1KgAwhoCAgICAgICAATiH0KzzDkCIgICAgICAgIAB
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
