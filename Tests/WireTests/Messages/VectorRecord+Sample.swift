// Made from Protos/tessera/storage/v1/records.proto by `make protos`; change that file, not this one.

import Vocabulary

extension VectorRecord: SampledMessage {
    static let empty = VectorRecord()

    static let filled: [VectorRecord] = [
        VectorRecord(field: 4000000001, halves: [2, 0, 255])
    ]

    static let filledBytes = [
        """
        CIHQrPMOEgMCAP8=
        """
    ]

    init(from source: inout RandomSource) {
        self.init(
            field: source.number(),
            halves: source.blob())
    }
}
