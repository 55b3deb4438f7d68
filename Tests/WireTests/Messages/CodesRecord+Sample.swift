// Made from Protos/tessera/storage/v1/records.proto by `make protos`; change that file, not this one.

import Vocabulary

extension CodesRecord: SampledMessage {
    static let empty = CodesRecord()

    static let filled: [CodesRecord] = [
        CodesRecord(field: 4000000001, codebookHash: [2, 0, 255], fileHash: [3, 0, 255])
    ]

    static let filledBytes = [
        """
        CIHQrPMOEgMCAP8aAwMA/w==
        """
    ]

    init(from source: inout RandomSource) {
        self.init(
            field: source.number(),
            codebookHash: source.blob(),
            fileHash: source.blob())
    }
}
