// Made from Protos/tessera/internal/v1/shard.proto by `make protos`; change that file, not this one.

import Vocabulary

extension ShardWrite: SampledMessage {
    static let empty = ShardWrite()

    static let filled: [ShardWrite] = [
        ShardWrite(
            item: Item.filled[0], vectors: [VectorRecord.filled[0], VectorRecord()],
            expectedVersion: 9223372036854775811)
    ]

    static let filledBytes = [
        """
        Cp0BCgt0w6nmvKLwn5iAMRILdMOp5ryi8J+YgDIaC3TDqea8ovCfmIAzIgt0w6nmvKLwn5iANCIAKhwKC3TDqea8ovCfmIAx
        FQAAIEAaCAAAYEAAAAAAKgAyC3TDqea8ovCfmIA2Ogt0w6nmvKLwn5iAN0ILdMOp5ryi8J+YgDhCAEoaCgt0w6nmvKLwn5iA
        MRILdMOp5ryi8J+YgDJKABILCIHQrPMOEgMCAP8SABiDgICAgICAgIAB
        """
    ]

    init(from source: inout RandomSource) {
        self.init(
            item: source.maybe { source in Item(from: &source) },
            vectors: source.some { source in VectorRecord(from: &source) },
            expectedVersion: source.maybe { source in source.number() })
    }
}
