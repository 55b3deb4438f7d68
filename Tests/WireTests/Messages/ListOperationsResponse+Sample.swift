// Made from Protos/tessera/v1/operations.proto by `make protos`; change that file, not this one.

import Vocabulary

extension ListOperationsResponse: SampledMessage {
    static let empty = ListOperationsResponse()

    static let filled: [ListOperationsResponse] = [
        ListOperationsResponse(operations: [Operation.filled[0], Operation()])
    ]

    static let filledBytes = [
        """
        CssBCgt0w6nmvKLwn5iAMRACGAQiC3TDqea8ovCfmIA0KIWAgICAgICAgAEwhoCAgICAgICAATiHgICAgICAgIABQgMIAP9K
        SAoLdMOp5ryi8J+YgDESC3TDqea8ovCfmIAyGgt0w6nmvKLwn5iAMyD8/////9////8BKPv/////3////wEwhoCAgICAgICA
        AVCKgICAgICAgIABWIuAgICAgICAgAFgjICAgICAgICAAWoMdMOp5ryi8J+YgDEzcgx0w6nmvKLwn5iAMTQKAA==
        """
    ]

    init(from source: inout RandomSource) {
        self.init(
            operations: source.some { source in Operation(from: &source) })
    }
}
