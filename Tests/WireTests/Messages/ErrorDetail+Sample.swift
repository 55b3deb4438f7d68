// Made from Protos/tessera/v1/common.proto by `make protos`; change that file, not this one.

import Vocabulary

extension ErrorDetail: SampledMessage {
    static let empty = ErrorDetail()

    static let filled: [ErrorDetail] = [
        ErrorDetail(
            message: "té漢😀1", reason: "té漢😀2", field: "té漢😀3", limit: -1099511627780, value: -1099511627781,
            retryAfterMicroseconds: 9223372036854775814)
    ]

    static let filledBytes = [
        """
        Cgt0w6nmvKLwn5iAMRILdMOp5ryi8J+YgDIaC3TDqea8ovCfmIAzIPz/////3////wEo+//////f////ATCGgICAgICAgIAB
        """
    ]

    init(from source: inout RandomSource) {
        self.init(
            message: source.text(),
            reason: source.text(),
            field: source.text(),
            limit: source.maybe { source in source.number() },
            value: source.maybe { source in source.number() },
            retryAfterMicroseconds: source.maybe { source in source.number() })
    }
}
