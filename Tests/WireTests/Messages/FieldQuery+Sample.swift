// Made from Protos/tessera/v1/search.proto by `make protos`; change that file, not this one.

import Vocabulary

extension FieldQuery: SampledMessage {
    static let empty = FieldQuery()

    static let filled: [FieldQuery] = [
        FieldQuery(field: "té漢😀1", vector: [2.5, 0], text: "té漢😀3", weight: 4.5, encoderFingerprint: "té漢😀5")
    ]

    static let filledBytes = [
        """
        Cgt0w6nmvKLwn5iAMRIIAAAgQAAAAAAaC3TDqea8ovCfmIAzJQAAkEAqC3TDqea8ovCfmIA1
        """
    ]

    init(from source: inout RandomSource) {
        self.init(
            field: source.text(),
            vector: source.some { source in source.number() },
            text: source.text(),
            weight: source.maybe { source in source.number() },
            encoderFingerprint: source.text())
    }
}
