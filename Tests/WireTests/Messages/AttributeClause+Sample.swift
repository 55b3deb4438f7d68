// Made from Protos/tessera/v1/search.proto by `make protos`; change that file, not this one.

import Vocabulary

extension AttributeClause: SampledMessage {
    static let empty = AttributeClause()

    static let filled: [AttributeClause] = [
        AttributeClause(name: "té漢😀1", any: [Attribute.filled[0], Attribute()], minimum: 3.25, maximum: 4.25)
    ]

    static let filledBytes = [
        """
        Cgt0w6nmvKLwn5iAMRIaCgt0w6nmvKLwn5iAMRILdMOp5ryi8J+YgDISABkAAAAAAAAKQCEAAAAAAAARQA==
        """
    ]

    init(from source: inout RandomSource) {
        self.init(
            name: source.text(),
            any: source.some { source in Attribute(from: &source) },
            minimum: source.maybe { source in source.number() },
            maximum: source.maybe { source in source.number() })
    }
}
