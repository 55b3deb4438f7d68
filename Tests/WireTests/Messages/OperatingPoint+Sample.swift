// Made from Protos/tessera/v1/index.proto by `make protos`; change that file, not this one.

import Vocabulary

extension OperatingPoint: SampledMessage {
    static let empty = OperatingPoint()

    static let filled: [OperatingPoint] = [
        OperatingPoint(
            nprobe: 4000000001, reach: 2.5, candidateCount: 4000000003, heldOut: RecallFigure.filled[0],
            given: RecallFigure.filled[0], listCountMean: 6.5, codeCountMean: 7.5, costMicroseconds: 8.5)
    ]

    static let filledBytes = [
        """
        CIHQrPMOFQAAIEAYg9Cs8w4iHA0AAMA/EILQrPMOGIPQrPMOIITQrPMOLQAAsEAqHA0AAMA/EILQrPMOGIPQrPMOIITQrPMO
        LQAAsEA1AADQQD0AAPBARQAACEE=
        """
    ]

    init(from source: inout RandomSource) {
        self.init(
            nprobe: source.number(),
            reach: source.number(),
            candidateCount: source.number(),
            heldOut: source.maybe { source in RecallFigure(from: &source) },
            given: source.maybe { source in RecallFigure(from: &source) },
            listCountMean: source.number(),
            codeCountMean: source.number(),
            costMicroseconds: source.number())
    }
}
