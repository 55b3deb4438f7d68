// Made from Protos/tessera/v1/common.proto by `make protos`; change that file, not this one.

import Vocabulary

extension Metadata: SampledMessage {
    static let empty = Metadata()

    static let filled: [Metadata] = [
        Metadata(traceparent: "té漢😀1", authorization: "té漢😀2")
    ]

    static let filledBytes = [
        """
        Cgt0w6nmvKLwn5iAMRILdMOp5ryi8J+YgDI=
        """
    ]

    init(from source: inout RandomSource) {
        self.init(
            traceparent: source.text(),
            authorization: source.text())
    }
}
