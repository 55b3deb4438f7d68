// Made from Protos/tessera/storage/v1/records.proto by `make protos`; change that file, not this one.

import Vocabulary

extension FieldIndexRecord: SampledMessage {
    static let empty = FieldIndexRecord()

    static let filled: [FieldIndexRecord] = [
        FieldIndexRecord(field: 4000000001, index: FieldIndex.filled[0], calibration: FieldCalibration.filled[0])
    ]

    static let filledBytes = [
        """
        CIHQrPMOEtoBCgMBAP8QgtCs8w4Yg9Cs8w4gAyiF0KzzDjCG0KzzDjiHgICAgICAgIABQIiAgICAgICAgAFIiYCAgICAgICA
        AVCK0KzzDliL0KzzDmCM0KzzDm0AAFhBchcNAADAPxCC0KzzDhiD0KzzDiCE0KzzDnoXDQAAwD8QgtCs8w4Yg9Cs8w4ghNCs
        8w6AAZCAgICAgICAgAGIAZGAgICAgICAgAGQAZKAgICAgICAgAGYAZOAgICAgICAgAGgAQOoAZWAgICAgICAgAHlAQAA5EHo
        AZ2AgICAgICAgAEaIQiB0KzzDhUAACBAHQAAYEAghNCs8w4ohYCAgICAgICAAQ==
        """
    ]

    init(from source: inout RandomSource) {
        self.init(
            field: source.number(),
            index: source.maybe { source in FieldIndex(from: &source) },
            calibration: source.maybe { source in FieldCalibration(from: &source) })
    }
}
