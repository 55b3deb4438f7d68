// Made from Protos/tessera/v1/search.proto by `make protos`; change that file, not this one.

import Vocabulary

extension Fusion: SampledMessage {
    static let empty = Fusion()

    static let filled: [Fusion] = [
        Fusion(kind: .max, rrfConstant: 2.5)
    ]

    static let filledBytes = [
        """
        CAMVAAAgQA==
        """
    ]

    init(from source: inout RandomSource) {
        self.init(
            kind: source.maybe { source in FusionKind.allCases.randomElement(using: &source)! },
            rrfConstant: source.number())
    }
}
