// Made from Protos/tessera/v1/search.proto by `make protos`; change that file, not this one.

import Vocabulary

extension EmbedTextsResponse: SampledMessage {
    static let empty = EmbedTextsResponse()

    static let filled: [EmbedTextsResponse] = [
        EmbedTextsResponse(
            vectors: [Vector.filled[0], Vector()], reports: [TextReport.filled[0], TextReport()],
            encoderFingerprint: "té漢😀3")
    ]

    static let filledBytes = [
        """
        CgoKCAAAwD8AAAAACgASGgoLdMOp5ryi8J+YgDEQgtCs8w4YASUAAJBAEgAaC3TDqea8ovCfmIAz
        """
    ]

    init(from source: inout RandomSource) {
        self.init(
            vectors: source.some { source in Vector(from: &source) },
            reports: source.some { source in TextReport(from: &source) },
            encoderFingerprint: source.text())
    }
}
