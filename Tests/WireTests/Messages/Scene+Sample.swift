// Made from Protos/tessera/v1/search.proto by `make protos`; change that file, not this one.

import Vocabulary

extension Scene: SampledMessage {
    static let empty = Scene()

    static let filled: [Scene] = [
        Scene(roleA: Role.filled[0], roleB: Role.filled[0], action: "té漢😀3", styleWords: ["té漢😀4", ""])
    ]

    static let filledBytes = [
        """
        CjAKC3TDqea8ovCfmIAxEiEKC3TDqea8ovCfmIAxFQAAIEAaC3TDqea8ovCfmIAzGgASMAoLdMOp5ryi8J+YgDESIQoLdMOp
        5ryi8J+YgDEVAAAgQBoLdMOp5ryi8J+YgDMaABoLdMOp5ryi8J+YgDMiC3TDqea8ovCfmIA0IgA=
        """
    ]

    init(from source: inout RandomSource) {
        self.init(
            roleA: source.maybe { source in Role(from: &source) },
            roleB: source.maybe { source in Role(from: &source) },
            action: source.text(),
            styleWords: source.some { source in source.text() })
    }
}
