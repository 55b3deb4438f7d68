// Made from Protos/tessera/v1/search.proto by `make protos`; change that file, not this one.

import Vocabulary

extension Filter: SampledMessage {
    static let empty = Filter()

    static let filled: [Filter] = [
        Filter(
            tags: [TagClause.filled[0], TagClause()], noTags: ["té漢😀2", ""], ids: ["té漢😀3", ""],
            attributes: [AttributeClause.filled[0], AttributeClause()])
    ]

    static let filledBytes = [
        """
        Cg8KC3TDqea8ovCfmIAxCgAKABILdMOp5ryi8J+YgDISABoLdMOp5ryi8J+YgDMaACI9Cgt0w6nmvKLwn5iAMRIaCgt0w6nm
        vKLwn5iAMRILdMOp5ryi8J+YgDISABkAAAAAAAAKQCEAAAAAAAARQCIA
        """
    ]

    init(from source: inout RandomSource) {
        self.init(
            tags: source.some { source in TagClause(from: &source) },
            noTags: source.some { source in source.text() },
            ids: source.some { source in source.text() },
            attributes: source.some { source in AttributeClause(from: &source) })
    }
}
