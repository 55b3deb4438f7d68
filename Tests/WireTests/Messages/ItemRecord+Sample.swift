// Made from Protos/tessera/storage/v1/records.proto by `make protos`; change that file, not this one.

import Vocabulary

extension ItemRecord: SampledMessage {
    static let empty = ItemRecord()

    static let filled: [ItemRecord] = [
        ItemRecord(item: Item.filled[0], version: 9223372036854775810)
    ]

    static let filledBytes = [
        """
        Cp0BCgt0w6nmvKLwn5iAMRILdMOp5ryi8J+YgDIaC3TDqea8ovCfmIAzIgt0w6nmvKLwn5iANCIAKhwKC3TDqea8ovCfmIAx
        FQAAIEAaCAAAYEAAAAAAKgAyC3TDqea8ovCfmIA2Ogt0w6nmvKLwn5iAN0ILdMOp5ryi8J+YgDhCAEoaCgt0w6nmvKLwn5iA
        MRILdMOp5ryi8J+YgDJKABCCgICAgICAgIAB
        """
    ]

    init(from source: inout RandomSource) {
        self.init(
            item: source.maybe { source in Item(from: &source) },
            version: source.number())
    }
}
