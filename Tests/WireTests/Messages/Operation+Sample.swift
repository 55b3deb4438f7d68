// Made from Protos/tessera/v1/operations.proto by `make protos`; change that file, not this one.

import Vocabulary

extension Operation: SampledMessage {
    static let empty = Operation()

    static let filled: [Operation] = [
        Operation(
            id: "té漢😀1", kind: .train, state: .cancelled, gallery: "té漢😀4", doneCount: 9223372036854775813,
            totalCount: 9223372036854775814, rejectedCount: 9223372036854775815, resumePoint: [8, 0, 255],
            error: ErrorDetail.filled[0], createdMicroseconds: 9223372036854775818,
            updatedMicroseconds: 9223372036854775819, revision: 9223372036854775820, source: "té漢😀13", stage: "té漢😀14")
    ]

    static let filledBytes = [
        """
        Cgt0w6nmvKLwn5iAMRACGAQiC3TDqea8ovCfmIA0KIWAgICAgICAgAEwhoCAgICAgICAATiHgICAgICAgIABQgMIAP9KSAoL
        dMOp5ryi8J+YgDESC3TDqea8ovCfmIAyGgt0w6nmvKLwn5iAMyD8/////9////8BKPv/////3////wEwhoCAgICAgICAAVCK
        gICAgICAgIABWIuAgICAgICAgAFgjICAgICAgICAAWoMdMOp5ryi8J+YgDEzcgx0w6nmvKLwn5iAMTQ=
        """
    ]

    init(from source: inout RandomSource) {
        self.init(
            id: source.text(),
            kind: source.maybe { source in OperationKind.allCases.randomElement(using: &source)! },
            state: source.maybe { source in OperationState.allCases.randomElement(using: &source)! },
            gallery: source.text(),
            doneCount: source.number(),
            totalCount: source.number(),
            rejectedCount: source.number(),
            resumePoint: source.blob(),
            error: source.maybe { source in ErrorDetail(from: &source) },
            createdMicroseconds: source.number(),
            updatedMicroseconds: source.number(),
            revision: source.number(),
            source: source.text(),
            stage: source.text())
    }
}
