// Made from Protos/tessera/v1/node.proto by `make protos`; change that file, not this one.

import Vocabulary

extension PingRequest: SampledMessage {
    static let empty = PingRequest()

    static let filled: [PingRequest] = [
        PingRequest(payload: [1, 0, 255])
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
