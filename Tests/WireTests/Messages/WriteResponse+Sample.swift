// Made from Protos/tessera/v1/items.proto by `make protos`; change that file, not this one.

import Vocabulary

extension WriteResponse: SampledMessage {
    static let empty = WriteResponse()

    static let filled: [WriteResponse] = [
        WriteResponse(
            results: [WriteResult.filled[0], WriteResult()], sequence: 9223372036854775810,
            encodedCount: 9223372036854775811, truncatedCount: 9223372036854775812)
    ]

    static let filledBytes = [
        """
        ClsIgdCs8w4QgoCAgICAgICAARpICgt0w6nmvKLwn5iAMRILdMOp5ryi8J+YgDIaC3TDqea8ovCfmIAzIPz/////3////wEo
        +//////f////ATCGgICAgICAgIABCgAQgoCAgICAgICAARiDgICAgICAgIABIISAgICAgICAgAE=
        """
    ]

    init(from source: inout RandomSource) {
        self.init(
            results: source.some { source in WriteResult(from: &source) },
            sequence: source.number(),
            encodedCount: source.number(),
            truncatedCount: source.number())
    }
}
