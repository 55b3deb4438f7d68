// Made from Protos/tessera/v1/index.proto by `make protos`; change that file, not this one.

import Vocabulary

extension FieldIndex: SampledMessage {
    static let empty = FieldIndex()

    static let filled: [FieldIndex] = [
        FieldIndex(
            codebookHash: [1, 0, 255], listCount: 4000000002, partCount: 4000000003, transform: .opq,
            reducedDimension: 4000000005, nprobe: 4000000006, sealedCount: 9223372036854775815,
            codeByteCount: 9223372036854775816, codebookByteCount: 9223372036854775817, listLengthMin: 4000000010,
            listLengthMedian: 4000000011, listLengthMax: 4000000012, quantizationError: 13.5,
            heldOut: RecallFigure.filled[0], given: RecallFigure.filled[0], sampleCount: 9223372036854775824,
            seed: 9223372036854775825, trainedMicroseconds: 9223372036854775826, trainMicroseconds: 9223372036854775827,
            rerank: .sq8, rerankByteCount: 9223372036854775829, codeBits: 4000000022, spillWeight: 28.5,
            codeCount: 9223372036854775837, reach: 24.5, candidateCount: 4000000025, targetRecall: 26.5,
            points: [OperatingPoint.filled[0], OperatingPoint()])
    ]

    static let filledBytes = [
        """
        CgMBAP8QgtCs8w4Yg9Cs8w4gAyiF0KzzDjCG0KzzDjiHgICAgICAgIABQIiAgICAgICAgAFIiYCAgICAgICAAVCK0KzzDliL
        0KzzDmCM0KzzDm0AAFhBchwNAADAPxCC0KzzDhiD0KzzDiCE0KzzDi0AALBAehwNAADAPxCC0KzzDhiD0KzzDiCE0KzzDi0A
        ALBAgAGQgICAgICAgIABiAGRgICAgICAgIABkAGSgICAgICAgIABmAGTgICAgICAgIABoAEDqAGVgICAgICAgIABsAGW0Kzz
        DsUBAADEQcgBmdCs8w7VAQAA1EHaAVwIgdCs8w4VAAAgQBiD0KzzDiIcDQAAwD8QgtCs8w4Yg9Cs8w4ghNCs8w4tAACwQCoc
        DQAAwD8QgtCs8w4Yg9Cs8w4ghNCs8w4tAACwQDUAANBAPQAA8EBFAAAIQdoBAOUBAADkQegBnYCAgICAgICAAQ==
        """
    ]

    init(from source: inout RandomSource) {
        self.init(
            codebookHash: source.blob(),
            listCount: source.number(),
            partCount: source.number(),
            transform: source.maybe { source in VectorTransform.allCases.randomElement(using: &source)! },
            reducedDimension: source.number(),
            nprobe: source.number(),
            sealedCount: source.number(),
            codeByteCount: source.number(),
            codebookByteCount: source.number(),
            listLengthMin: source.number(),
            listLengthMedian: source.number(),
            listLengthMax: source.number(),
            quantizationError: source.number(),
            heldOut: source.maybe { source in RecallFigure(from: &source) },
            given: source.maybe { source in RecallFigure(from: &source) },
            sampleCount: source.number(),
            seed: source.number(),
            trainedMicroseconds: source.number(),
            trainMicroseconds: source.number(),
            rerank: source.maybe { source in VectorPrecision.allCases.randomElement(using: &source)! },
            rerankByteCount: source.number(),
            codeBits: source.number(),
            spillWeight: source.number(),
            codeCount: source.number(),
            reach: source.maybe { source in source.number() },
            candidateCount: source.number(),
            targetRecall: source.number(),
            points: source.some { source in OperatingPoint(from: &source) })
    }
}
