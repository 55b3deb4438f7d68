// Made from Protos/tessera/v1/index.proto by `make protos`; change that file, not this one.

import Vocabulary

extension RecallFigure: SampledMessage {
    static let empty = RecallFigure()

    static let filled: [RecallFigure] = [
        RecallFigure(
            recall: 1.5, queryCount: 4000000002, nprobe: 4000000003, candidateCount: 4000000004, standardError: 5.5)
    ]

    static let filledBytes = [
        """
        DQAAwD8QgtCs8w4Yg9Cs8w4ghNCs8w4tAACwQA==
        """
    ]

    init(from source: inout RandomSource) {
        self.init(
            recall: source.number(),
            queryCount: source.number(),
            nprobe: source.number(),
            candidateCount: source.number(),
            standardError: source.number())
    }
}
