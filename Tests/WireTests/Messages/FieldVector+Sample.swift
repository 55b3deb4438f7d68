// Made from Protos/tessera/v1/items.proto by `make protos`; change that file, not this one.

import Vocabulary

extension FieldVector: SampledMessage {
    static let empty = FieldVector()

    static let filled: [FieldVector] = [
        FieldVector(field: "té漢😀1", values: [2.5, 0], encoderFingerprint: "té漢😀3")
    ]

    static let filledBytes = [
        """
        Cgt0w6nmvKLwn5iAMRIIAAAgQAAAAAAaC3TDqea8ovCfmIAz
        """
    ]

    init(from source: inout RandomSource) {
        self.init(
            field: source.text(),
            values: source.some { source in source.number() },
            encoderFingerprint: source.text())
    }
}
