// Made from Protos/tessera/storage/v1/records.proto by `make protos`; change that file, not this one.

import Vocabulary

extension SegmentRecord: SampledMessage {
    static let empty = SegmentRecord()

    static let filled: [SegmentRecord] = [
        SegmentRecord(
            number: 4000000001, rowCount: 9223372036854775810, versionMax: 9223372036854775811, rowsHash: [4, 0, 255],
            codes: [CodesRecord.filled[0], CodesRecord()])
    ]

    static let filledBytes = [
        """
        CIHQrPMOEIKAgICAgICAgAEYg4CAgICAgICAASIDBAD/KhAIgdCs8w4SAwIA/xoDAwD/KgA=
        """
    ]

    init(from source: inout RandomSource) {
        self.init(
            number: source.number(),
            rowCount: source.number(),
            versionMax: source.number(),
            rowsHash: source.blob(),
            codes: source.some { source in CodesRecord(from: &source) })
    }
}
