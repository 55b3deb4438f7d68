// Made from Protos/tessera/v1/items.proto by `make protos`; change that file, not this one.

import Vocabulary

extension WriteResult: SampledMessage {
    static let empty = WriteResult()

    static let filled: [WriteResult] = [
        WriteResult(status: 4000000001, version: 9223372036854775810, error: ErrorDetail.filled[0])
    ]

    static let filledBytes = [
        """
        CIHQrPMOEIKAgICAgICAgAEaSAoLdMOp5ryi8J+YgDESC3TDqea8ovCfmIAyGgt0w6nmvKLwn5iAMyD8/////9////8BKPv/
        ////3////wEwhoCAgICAgICAAQ==
        """
    ]

    init(from source: inout RandomSource) {
        self.init(
            status: source.number(),
            version: source.number(),
            error: source.maybe { source in ErrorDetail(from: &source) })
    }
}
