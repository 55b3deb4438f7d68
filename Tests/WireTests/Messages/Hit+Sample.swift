// Made from Protos/tessera/v1/search.proto by `make protos`; change that file, not this one.

import Vocabulary

extension Hit: SampledMessage {
    static let empty = Hit()

    static let filled: [Hit] = [
        Hit(
            item: Item.filled[0], score: 2.5, fields: [FieldScore.filled[0], FieldScore()],
            version: 9223372036854775812, vectors: [FieldVector.filled[0], FieldVector()])
    ]

    static let filledBytes = [
        """
        Cp0BCgt0w6nmvKLwn5iAMRILdMOp5ryi8J+YgDIaC3TDqea8ovCfmIAzIgt0w6nmvKLwn5iANCIAKhwKC3TDqea8ovCfmIAx
        FQAAIEAaCAAAYEAAAAAAKgAyC3TDqea8ovCfmIA2Ogt0w6nmvKLwn5iAN0ILdMOp5ryi8J+YgDhCAEoaCgt0w6nmvKLwn5iA
        MRILdMOp5ryi8J+YgDJKABUAACBAGh0KC3TDqea8ovCfmIAxFQAAIEAYg9Cs8w4lAACQQBoAIISAgICAgICAgAEqJAoLdMOp
        5ryi8J+YgDESCAAAIEAAAAAAGgt0w6nmvKLwn5iAMyoA
        """
    ]

    init(from source: inout RandomSource) {
        self.init(
            item: source.maybe { source in Item(from: &source) },
            score: source.number(),
            fields: source.some { source in FieldScore(from: &source) },
            version: source.number(),
            vectors: source.some { source in FieldVector(from: &source) })
    }
}
