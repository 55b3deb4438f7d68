// Made from Protos/tessera/v1/search.proto by `make protos`; change that file, not this one.

import Vocabulary

extension TagClause: SampledMessage {
    static let empty = TagClause()

    static let filled: [TagClause] = [
        TagClause(any: ["té漢😀1", ""])
    ]

    static let filledBytes = [
        """
        Cgt0w6nmvKLwn5iAMQoA
        """
    ]

    init(from source: inout RandomSource) {
        self.init(
            any: source.some { source in source.text() })
    }
}
