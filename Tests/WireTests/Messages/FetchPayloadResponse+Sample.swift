// Made from Protos/tessera/internal/v1/shard.proto by `make protos`; change that file, not this one.

import Vocabulary

extension FetchPayloadResponse: SampledMessage {
    static let empty = FetchPayloadResponse()

    static let filled: [FetchPayloadResponse] = [
        FetchPayloadResponse(items: [StoredItem.filled[0], StoredItem()])
    ]

    static let filledBytes = [
        """
        CtMBCp0BCgt0w6nmvKLwn5iAMRILdMOp5ryi8J+YgDIaC3TDqea8ovCfmIAzIgt0w6nmvKLwn5iANCIAKhwKC3TDqea8ovCf
        mIAxFQAAIEAaCAAAYEAAAAAAKgAyC3TDqea8ovCfmIA2Ogt0w6nmvKLwn5iAN0ILdMOp5ryi8J+YgDhCAEoaCgt0w6nmvKLw
        n5iAMRILdMOp5ryi8J+YgDJKABCCgICAgICAgIABGiQKC3TDqea8ovCfmIAxEggAACBAAAAAABoLdMOp5ryi8J+YgDMaAAoA
        """
    ]

    init(from source: inout RandomSource) {
        self.init(
            items: source.some { source in StoredItem(from: &source) })
    }
}
