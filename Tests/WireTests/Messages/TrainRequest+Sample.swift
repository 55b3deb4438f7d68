// Made from Protos/tessera/v1/operations.proto by `make protos`; change that file, not this one.

import Vocabulary

extension TrainRequest: SampledMessage {
    static let empty = TrainRequest()

    static let filled: [TrainRequest] = [
        TrainRequest(
            gallery: "té漢😀1", fields: ["té漢😀2", ""], listCount: 4000000003, partCount: 4000000004, transform: .opq,
            reducedDimension: 4000000006, sampleCount: 9223372036854775815, coarseIterationCount: 4000000008,
            partIterationCount: 4000000009, seed: 9223372036854775818, exactBelow: 4000000011, nprobe: 4000000012,
            queries: [QueryVectors.filled[0], QueryVectors()], threadCount: 4000000014,
            memoryByteCountMax: 9223372036854775823, rerank: .sq8, codeBits: 4000000017, spill: true, spillWeight: 21.5)
    ]

    static let filledBytes = [
        """
        Cgt0w6nmvKLwn5iAMRILdMOp5ryi8J+YgDISABiD0KzzDiCE0KzzDigDMIbQrPMOOIeAgICAgICAgAFAiNCs8w5IidCs8w5Q
        ioCAgICAgICAAViL0KzzDmCM0KzzDmoXCgt0w6nmvKLwn5iAMRIIAAAgQAAAAABqAHCO0KzzDniPgICAgICAgIABgAEDiAGR
        0KzzDqABAa0BAACsQQ==
        """
    ]

    init(from source: inout RandomSource) {
        self.init(
            gallery: source.text(),
            fields: source.some { source in source.text() },
            listCount: source.number(),
            partCount: source.number(),
            transform: source.maybe { source in VectorTransform.allCases.randomElement(using: &source)! },
            reducedDimension: source.number(),
            sampleCount: source.number(),
            coarseIterationCount: source.number(),
            partIterationCount: source.number(),
            seed: source.number(),
            exactBelow: source.maybe { source in source.number() },
            nprobe: source.number(),
            queries: source.some { source in QueryVectors(from: &source) },
            threadCount: source.number(),
            memoryByteCountMax: source.number(),
            rerank: source.maybe { source in VectorPrecision.allCases.randomElement(using: &source)! },
            codeBits: source.number(),
            spill: source.flag(),
            spillWeight: source.number())
    }
}
