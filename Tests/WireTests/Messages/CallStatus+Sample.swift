// Made from Protos/tessera/v1/status.proto by `make protos`; change that file, not this one.

import Vocabulary

extension CallStatus: SampledMessage {
    static let empty = CallStatus()

    static let filled: [CallStatus] = [
        CallStatus(code: 4000000001, message: "té漢😀2", details: [CallStatusDetail.filled[0], CallStatusDetail()])
    ]

    static let filledBytes = [
        """
        CIHQrPMOEgt0w6nmvKLwn5iAMhoSCgt0w6nmvKLwn5iAMRIDAgD/GgA=
        """
    ]

    init(from source: inout RandomSource) {
        self.init(
            code: source.number(),
            message: source.text(),
            details: source.some { source in CallStatusDetail(from: &source) })
    }
}
