// Made from Protos/tessera/v1/search.proto by `make protos`; change that file, not this one.

import Vocabulary

extension FieldExplanation: SampledMessage {
    static let empty = FieldExplanation()

    static let filled: [FieldExplanation] = [
        FieldExplanation(field: "té漢😀1", exact: true, nprobe: 4000000003, plannedCount: 9223372036854775812)
    ]

    static let filledBytes = [
        """
        Cgt0w6nmvKLwn5iAMRABGIPQrPMOIISAgICAgICAgAE=
        """
    ]

    init(from source: inout RandomSource) {
        self.init(
            field: source.text(),
            exact: source.flag(),
            nprobe: source.number(),
            plannedCount: source.number())
    }
}
