// Made from Protos/tessera/storage/v1/records.proto by `make protos`; change that file, not this one.

import Vocabulary

extension IndexRecord: SampledMessage {
    static let empty = IndexRecord()

    static let filled: [IndexRecord] = [
        IndexRecord(
            gallery: 4000000001, nextSegment: 4000000002, segments: [SegmentRecord.filled[0], SegmentRecord()],
            fields: [FieldIndexRecord.filled[0], FieldIndexRecord()])
    ]

    static let filledBytes = [
        """
        CIHQrPMOEILQrPMOGjUIgdCs8w4QgoCAgICAgICAARiDgICAgICAgIABIgMEAP8qEAiB0KzzDhIDAgD/GgMDAP8qABoAIowD
        CIHQrPMOEuACCgMBAP8QgtCs8w4Yg9Cs8w4gAyiF0KzzDjCG0KzzDjiHgICAgICAgIABQIiAgICAgICAgAFIiYCAgICAgICA
        AVCK0KzzDliL0KzzDmCM0KzzDm0AAFhBchwNAADAPxCC0KzzDhiD0KzzDiCE0KzzDi0AALBAehwNAADAPxCC0KzzDhiD0Kzz
        DiCE0KzzDi0AALBAgAGQgICAgICAgIABiAGRgICAgICAgIABkAGSgICAgICAgIABmAGTgICAgICAgIABoAEDqAGVgICAgICA
        gIABsAGW0KzzDsUBAADEQcgBmdCs8w7VAQAA1EHaAVwIgdCs8w4VAAAgQBiD0KzzDiIcDQAAwD8QgtCs8w4Yg9Cs8w4ghNCs
        8w4tAACwQCocDQAAwD8QgtCs8w4Yg9Cs8w4ghNCs8w4tAACwQDUAANBAPQAA8EBFAAAIQdoBAOUBAADkQegBnYCAgICAgICA
        ARohCIHQrPMOFQAAIEAdAABgQCCE0KzzDiiFgICAgICAgIABIgA=
        """
    ]

    init(from source: inout RandomSource) {
        self.init(
            gallery: source.number(),
            nextSegment: source.number(),
            segments: source.some { source in SegmentRecord(from: &source) },
            fields: source.some { source in FieldIndexRecord(from: &source) })
    }
}
