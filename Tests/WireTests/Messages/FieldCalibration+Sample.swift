// Made from Protos/tessera/v1/index.proto by `make protos`; change that file, not this one.

import Vocabulary

extension FieldCalibration: SampledMessage {
    static let empty = FieldCalibration()

    static let filled: [FieldCalibration] = [
        FieldCalibration(
            version: 4000000001, mean: 2.5, best: 3.5, queryCount: 4000000004, measuredMicroseconds: 9223372036854775813
        )
    ]

    static let filledBytes = [
        """
        CIHQrPMOFQAAIEAdAABgQCCE0KzzDiiFgICAgICAgIAB
        """
    ]

    init(from source: inout RandomSource) {
        self.init(
            version: source.number(),
            mean: source.number(),
            best: source.number(),
            queryCount: source.number(),
            measuredMicroseconds: source.number())
    }
}
