// Made from Protos/tessera/v1/gallery.proto by `make protos`; change that file, not this one.

import Vocabulary

extension FieldDescription: SampledMessage {
    static let empty = FieldDescription()

    static let filled: [FieldDescription] = [
        FieldDescription(
            spec: FieldSpec.filled[0], itemCount: 9223372036854775810, missingCount: 9223372036854775811,
            codebookHash: [4, 0, 255], recall: 5.5, byteCount: 9223372036854775814, calibrationVersion: 4000000007)
    ]

    static let filledBytes = [
        """
        CkMKC3TDqea8ovCfmIAxEILQrPMOGAMiC3TDqea8ovCfmIA0Kgt0w6nmvKLwn5iANTILdMOp5ryi8J+YgDY9AADwQEADEIKA
        gICAgICAgAEYg4CAgICAgICAASIDBAD/LQAAsEAwhoCAgICAgICAATiH0KzzDg==
        """
    ]

    init(from source: inout RandomSource) {
        self.init(
            spec: source.maybe { source in FieldSpec(from: &source) },
            itemCount: source.number(),
            missingCount: source.number(),
            codebookHash: source.blob(),
            recall: source.maybe { source in source.number() },
            byteCount: source.number(),
            calibrationVersion: source.number())
    }
}
