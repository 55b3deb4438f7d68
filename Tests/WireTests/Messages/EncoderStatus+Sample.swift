// Made from Protos/tessera/v1/node.proto by `make protos`; change that file, not this one.

import Vocabulary

extension EncoderStatus: SampledMessage {
    static let empty = EncoderStatus()

    static let filled: [EncoderStatus] = [
        EncoderStatus(
            name: "té漢😀1", fingerprint: "té漢😀2", dimension: 4000000003, tokenLimit: 4000000004,
            encodedCount: 9223372036854775813, cacheHitCount: 9223372036854775814)
    ]

    static let filledBytes = [
        """
        Cgt0w6nmvKLwn5iAMRILdMOp5ryi8J+YgDIYg9Cs8w4ghNCs8w4ohYCAgICAgICAATCGgICAgICAgIAB
        """
    ]

    init(from source: inout RandomSource) {
        self.init(
            name: source.text(),
            fingerprint: source.text(),
            dimension: source.number(),
            tokenLimit: source.number(),
            encodedCount: source.number(),
            cacheHitCount: source.number())
    }
}
