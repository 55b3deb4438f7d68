// Made from Protos/tessera/v1/search.proto by `make protos`; change that file, not this one.

import Vocabulary

extension TextReport: SampledMessage {
    static let empty = TextReport()

    static let filled: [TextReport] = [
        TextReport(encoder: "té漢😀1", tokenCount: 4000000002, truncated: true, unknownShare: 4.5)
    ]

    static let filledBytes = [
        """
        Cgt0w6nmvKLwn5iAMRCC0KzzDhgBJQAAkEA=
        """
    ]

    init(from source: inout RandomSource) {
        self.init(
            encoder: source.text(),
            tokenCount: source.number(),
            truncated: source.flag(),
            unknownShare: source.number())
    }
}
