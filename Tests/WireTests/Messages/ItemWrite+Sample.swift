// Made from Protos/tessera/v1/items.proto by `make protos`; change that file, not this one.

import Vocabulary

extension ItemWrite: SampledMessage {
    static let empty = ItemWrite()

    static let filled: [ItemWrite] = [
        ItemWrite(
            item: Item.filled[0], vectors: [FieldVector.filled[0], FieldVector()], expectedVersion: 9223372036854775811)
    ]

    static let filledBytes = [
        """
        Cp0BCgt0w6nmvKLwn5iAMRILdMOp5ryi8J+YgDIaC3TDqea8ovCfmIAzIgt0w6nmvKLwn5iANCIAKhwKC3TDqea8ovCfmIAx
        FQAAIEAaCAAAYEAAAAAAKgAyC3TDqea8ovCfmIA2Ogt0w6nmvKLwn5iAN0ILdMOp5ryi8J+YgDhCAEoaCgt0w6nmvKLwn5iA
        MRILdMOp5ryi8J+YgDJKABIkCgt0w6nmvKLwn5iAMRIIAAAgQAAAAAAaC3TDqea8ovCfmIAzEgAYg4CAgICAgICAAQ==
        """
    ]

    init(from source: inout RandomSource) {
        self.init(
            item: source.maybe { source in Item(from: &source) },
            vectors: source.some { source in FieldVector(from: &source) },
            expectedVersion: source.maybe { source in source.number() })
    }
}
