// Made from Protos/tessera/v1/items.proto by `make protos`; change that file, not this one.

import Vocabulary

extension StoredItem: SampledMessage {
    static let empty = StoredItem()

    static let filled: [StoredItem] = [
        StoredItem(item: Item.filled[0], version: 9223372036854775810, vectors: [FieldVector.filled[0], FieldVector()])
    ]

    static let filledBytes = [
        """
        Cp0BCgt0w6nmvKLwn5iAMRILdMOp5ryi8J+YgDIaC3TDqea8ovCfmIAzIgt0w6nmvKLwn5iANCIAKhwKC3TDqea8ovCfmIAx
        FQAAIEAaCAAAYEAAAAAAKgAyC3TDqea8ovCfmIA2Ogt0w6nmvKLwn5iAN0ILdMOp5ryi8J+YgDhCAEoaCgt0w6nmvKLwn5iA
        MRILdMOp5ryi8J+YgDJKABCCgICAgICAgIABGiQKC3TDqea8ovCfmIAxEggAACBAAAAAABoLdMOp5ryi8J+YgDMaAA==
        """
    ]

    init(from source: inout RandomSource) {
        self.init(
            item: source.maybe { source in Item(from: &source) },
            version: source.number(),
            vectors: source.some { source in FieldVector(from: &source) })
    }
}
