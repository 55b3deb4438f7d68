// Made from Protos/tessera/internal/v1/shard.proto by `make protos`; change that file, not this one.

import Vocabulary

extension OpenShardResponse: SampledMessage {
    static let empty = OpenShardResponse()

    static let filled: [OpenShardResponse] = [
        OpenShardResponse(
            version: "té漢😀1", instance: 9223372036854775810, revision: 9223372036854775811, isReadOnly: true,
            galleries: [DescribeGalleryResponse.filled[0], DescribeGalleryResponse()],
            counts: [GalleryCount.filled[0], GalleryCount()], content: 9223372036854775815)
    ]

    static let filledBytes = [
        """
        Cgt0w6nmvKLwn5iAMRECAAAAAAAAgBkDAAAAAAAAgCABKpUGCoQBCgt0w6nmvKLwn5iAMRJFCgt0w6nmvKLwn5iAMRCC0Kzz
        DhgDIgt0w6nmvKLwn5iANCoLdMOp5ryi8J+YgDUyC3TDqea8ovCfmIA2PQAA8EBAA0gDEgAaGgoLdMOp5ryi8J+YgDESC3TD
        qea8ovCfmIAyIAMohdCs8w41AADQQD0AAPBAEsgECkUKC3TDqea8ovCfmIAxEILQrPMOGAMiC3TDqea8ovCfmIA0Kgt0w6nm
        vKLwn5iANTILdMOp5ryi8J+YgDY9AADwQEADSAMQgoCAgICAgICAARiDgICAgICAgIABIgMEAP8tAACwQDCGgICAgICAgIAB
        OIfQrPMOQuACCgMBAP8QgtCs8w4Yg9Cs8w4gAyiF0KzzDjCG0KzzDjiHgICAgICAgIABQIiAgICAgICAgAFIiYCAgICAgICA
        AVCK0KzzDliL0KzzDmCM0KzzDm0AAFhBchwNAADAPxCC0KzzDhiD0KzzDiCE0KzzDi0AALBAehwNAADAPxCC0KzzDhiD0Kzz
        DiCE0KzzDi0AALBAgAGQgICAgICAgIABiAGRgICAgICAgIABkAGSgICAgICAgIABmAGTgICAgICAgIABoAEDqAGVgICAgICA
        gIABsAGW0KzzDsUBAADEQcgBmdCs8w7VAQAA1EHaAVwIgdCs8w4VAAAgQBiD0KzzDiIcDQAAwD8QgtCs8w4Yg9Cs8w4ghNCs
        8w4tAACwQCocDQAAwD8QgtCs8w4Yg9Cs8w4ghNCs8w4tAACwQDUAANBAPQAA8EBFAAAIQdoBAOUBAADkQegBnYCAgICAgICA
        AUohCIHQrPMOFQAAIEAdAABgQCCE0KzzDiiFgICAgICAgIABUkgKC3TDqea8ovCfmIAxEgt0w6nmvKLwn5iAMhoLdMOp5ryi
        8J+YgDMg/P/////f////ASj7/////9////8BMIaAgICAgICAgAESABiDgICAgICAgIABIISAgICAgICAgAEqC3TDqea8ovCf
        mIA1KgAwhoCAgICAgICAATiH0KzzDkCIgICAgICAgIABKgAyHAiB0KzzDhCCgICAgICAgIABGIOAgICAgICAgAEyADkHAAAA
        AAAAgA==
        """
    ]

    init(from source: inout RandomSource) {
        self.init(
            version: source.text(),
            instance: source.number(),
            revision: source.number(),
            isReadOnly: source.flag(),
            galleries: source.some { source in DescribeGalleryResponse(from: &source) },
            counts: source.some { source in GalleryCount(from: &source) },
            content: source.number())
    }
}
