// Made from Protos/tessera/internal/v1/shard.proto by `make protos`; change that file, not this one.

import Vocabulary

extension WriteItemsRequest: SampledMessage {
    static let empty = WriteItemsRequest()

    static let filled: [WriteItemsRequest] = [
        WriteItemsRequest(
            gallery: 4000000001, writes: [ShardWrite.filled[0], ShardWrite()], operation: "té漢😀3",
            resumePoint: [4, 0, 255], rowsDone: 9223372036854775813, rowsRejected: 9223372036854775814)
    ]

    static let filledBytes = [
        """
        CIHQrPMOEroBCp0BCgt0w6nmvKLwn5iAMRILdMOp5ryi8J+YgDIaC3TDqea8ovCfmIAzIgt0w6nmvKLwn5iANCIAKhwKC3TD
        qea8ovCfmIAxFQAAIEAaCAAAYEAAAAAAKgAyC3TDqea8ovCfmIA2Ogt0w6nmvKLwn5iAN0ILdMOp5ryi8J+YgDhCAEoaCgt0
        w6nmvKLwn5iAMRILdMOp5ryi8J+YgDJKABILCIHQrPMOEgMCAP8SABiDgICAgICAgIABEgAaC3TDqea8ovCfmIAzIgMEAP8o
        hYCAgICAgICAATCGgICAgICAgIAB
        """
    ]

    init(from source: inout RandomSource) {
        self.init(
            gallery: source.number(),
            writes: source.some { source in ShardWrite(from: &source) },
            operation: source.text(),
            resumePoint: source.blob(),
            rowsDone: source.number(),
            rowsRejected: source.number())
    }
}
