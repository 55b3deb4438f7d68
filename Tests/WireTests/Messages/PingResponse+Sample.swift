// Made from Protos/tessera/v1/node.proto by `make protos`; change that file, not this one.

import Vocabulary

extension PingResponse: SampledMessage {
    static let empty = PingResponse()

    static let filled: [PingResponse] = [
        PingResponse(payload: [1, 0, 255])
    ]

    static let filledBytes = [
        """
        CgMBAP8=
        """
    ]

    init(from source: inout RandomSource) {
        self.init(
            payload: source.blob())
    }
}
