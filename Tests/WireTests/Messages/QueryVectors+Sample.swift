// Made from Protos/tessera/v1/operations.proto by `make protos`; change that file, not this one.

import Vocabulary

extension QueryVectors: SampledMessage {
    static let empty = QueryVectors()

    static let filled: [QueryVectors] = [
        QueryVectors(field: "té漢😀1", values: [2.5, 0])
    ]

    static let filledBytes = [
        """
        Cgt0w6nmvKLwn5iAMRIIAAAgQAAAAAA=
        """
    ]

    init(from source: inout RandomSource) {
        self.init(
            field: source.text(),
            values: source.some { source in source.number() })
    }
}
