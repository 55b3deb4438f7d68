// Made from Protos/tessera/v1/status.proto by `make protos`; change that file, not this one.

import Vocabulary

extension CallStatusDetail: SampledMessage {
    static let empty = CallStatusDetail()

    static let filled: [CallStatusDetail] = [
        CallStatusDetail(typeUrl: "té漢😀1", value: [2, 0, 255])
    ]

    static let filledBytes = [
        """
        Cgt0w6nmvKLwn5iAMRIDAgD/
        """
    ]

    init(from source: inout RandomSource) {
        self.init(
            typeUrl: source.text(),
            value: source.blob())
    }
}
