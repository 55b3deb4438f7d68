// Made from Protos/tessera/storage/v1/records.proto by `make protos`; change that file, not this one.

import Vocabulary

extension LogRecord: SampledMessage {
    static let empty = LogRecord()

    static let filled: [LogRecord] = [
        LogRecord(
            id: "té漢😀1", tags: ["té漢😀2", ""], similarHashes: [9223372036854775811, 0],
            vectors: [VectorRecord.filled[0], VectorRecord()], attributes: [9223372036854775813, 0], hasAttributes: true
        )
    ]

    static let filledBytes = [
        """
        Cgt0w6nmvKLwn5iAMRILdMOp5ryi8J+YgDISABoQAwAAAAAAAIAAAAAAAAAAACILCIHQrPMOEgMCAP8iACoQBQAAAAAAAIAA
        AAAAAAAAADAB
        """
    ]

    init(from source: inout RandomSource) {
        self.init(
            id: source.text(),
            tags: source.some { source in source.text() },
            similarHashes: source.some { source in source.number() },
            vectors: source.some { source in VectorRecord(from: &source) },
            attributes: source.some { source in source.number() },
            hasAttributes: source.flag())
    }
}
