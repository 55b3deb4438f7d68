// Made from Protos/tessera/v1/operations.proto by `make protos`; change that file, not this one.

import Vocabulary

extension FinishImportRequest: SampledMessage {
    static let empty = FinishImportRequest()

    static let filled: [FinishImportRequest] = [
        FinishImportRequest(
            operation: "té漢😀1", doneCount: 9223372036854775810, rejectedCount: 9223372036854775811,
            error: ErrorDetail.filled[0])
    ]

    static let filledBytes = [
        """
        Cgt0w6nmvKLwn5iAMRCCgICAgICAgIABGIOAgICAgICAgAEiSAoLdMOp5ryi8J+YgDESC3TDqea8ovCfmIAyGgt0w6nmvKLw
        n5iAMyD8/////9////8BKPv/////3////wEwhoCAgICAgICAAQ==
        """
    ]

    init(from source: inout RandomSource) {
        self.init(
            operation: source.text(),
            doneCount: source.number(),
            rejectedCount: source.number(),
            error: source.maybe { source in ErrorDetail(from: &source) })
    }
}
