// Made from Protos/tessera/storage/v1/records.proto by `make protos`; change that file, not this one.

import Vocabulary

extension FieldIndexRecord: SampledMessage {
    static let empty = FieldIndexRecord()

    static let filled: [FieldIndexRecord] = [
        FieldIndexRecord(field: 4000000001, index: FieldIndex.filled[0], calibration: FieldCalibration.filled[0])
    ]

    static let filledBytes = [
        """
        CIHQrPMOEuACCgMBAP8QgtCs8w4Yg9Cs8w4gAyiF0KzzDjCG0KzzDjiHgICAgICAgIABQIiAgICAgICAgAFIiYCAgICAgICA
        AVCK0KzzDliL0KzzDmCM0KzzDm0AAFhBchwNAADAPxCC0KzzDhiD0KzzDiCE0KzzDi0AALBAehwNAADAPxCC0KzzDhiD0Kzz
        DiCE0KzzDi0AALBAgAGQgICAgICAgIABiAGRgICAgICAgIABkAGSgICAgICAgIABmAGTgICAgICAgIABoAEDqAGVgICAgICA
        gIABsAGW0KzzDsUBAADEQcgBmdCs8w7VAQAA1EHaAVwIgdCs8w4VAAAgQBiD0KzzDiIcDQAAwD8QgtCs8w4Yg9Cs8w4ghNCs
        8w4tAACwQCocDQAAwD8QgtCs8w4Yg9Cs8w4ghNCs8w4tAACwQDUAANBAPQAA8EBFAAAIQdoBAOUBAADkQegBnYCAgICAgICA
        ARohCIHQrPMOFQAAIEAdAABgQCCE0KzzDiiFgICAgICAgIAB
        """
    ]

    init(from source: inout RandomSource) {
        self.init(
            field: source.number(),
            index: source.maybe { source in FieldIndex(from: &source) },
            calibration: source.maybe { source in FieldCalibration(from: &source) })
    }
}
