// Made from Protos/tessera/v1/gallery.proto by `make protos`; change that file, not this one.

import Vocabulary

extension FieldDescription: SampledMessage {
    static let empty = FieldDescription()

    static let filled: [FieldDescription] = [
        FieldDescription(
            spec: FieldSpec.filled[0], itemCount: 9223372036854775810, missingCount: 9223372036854775811,
            codebookHash: [4, 0, 255], recall: 5.5, byteCount: 9223372036854775814, calibrationVersion: 4000000007,
            index: FieldIndex.filled[0], calibration: FieldCalibration.filled[0], indexDamage: ErrorDetail.filled[0])
    ]

    static let filledBytes = [
        """
        CkUKC3TDqea8ovCfmIAxEILQrPMOGAMiC3TDqea8ovCfmIA0Kgt0w6nmvKLwn5iANTILdMOp5ryi8J+YgDY9AADwQEADSAMQ
        goCAgICAgICAARiDgICAgICAgIABIgMEAP8tAACwQDCGgICAgICAgIABOIfQrPMOQuACCgMBAP8QgtCs8w4Yg9Cs8w4gAyiF
        0KzzDjCG0KzzDjiHgICAgICAgIABQIiAgICAgICAgAFIiYCAgICAgICAAVCK0KzzDliL0KzzDmCM0KzzDm0AAFhBchwNAADA
        PxCC0KzzDhiD0KzzDiCE0KzzDi0AALBAehwNAADAPxCC0KzzDhiD0KzzDiCE0KzzDi0AALBAgAGQgICAgICAgIABiAGRgICA
        gICAgIABkAGSgICAgICAgIABmAGTgICAgICAgIABoAEDqAGVgICAgICAgIABsAGW0KzzDsUBAADEQcgBmdCs8w7VAQAA1EHa
        AVwIgdCs8w4VAAAgQBiD0KzzDiIcDQAAwD8QgtCs8w4Yg9Cs8w4ghNCs8w4tAACwQCocDQAAwD8QgtCs8w4Yg9Cs8w4ghNCs
        8w4tAACwQDUAANBAPQAA8EBFAAAIQdoBAOUBAADkQegBnYCAgICAgICAAUohCIHQrPMOFQAAIEAdAABgQCCE0KzzDiiFgICA
        gICAgIABUkgKC3TDqea8ovCfmIAxEgt0w6nmvKLwn5iAMhoLdMOp5ryi8J+YgDMg/P/////f////ASj7/////9////8BMIaA
        gICAgICAgAE=
        """
    ]

    init(from source: inout RandomSource) {
        self.init(
            spec: source.maybe { source in FieldSpec(from: &source) },
            itemCount: source.number(),
            missingCount: source.number(),
            codebookHash: source.blob(),
            recall: source.maybe { source in source.number() },
            byteCount: source.number(),
            calibrationVersion: source.number(),
            index: source.maybe { source in FieldIndex(from: &source) },
            calibration: source.maybe { source in FieldCalibration(from: &source) },
            indexDamage: source.maybe { source in ErrorDetail(from: &source) })
    }
}
