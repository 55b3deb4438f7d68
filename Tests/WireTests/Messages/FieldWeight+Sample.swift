// Made from Protos/tessera/v1/gallery.proto by `make protos`; change that file, not this one.

import Vocabulary

extension FieldWeight: SampledMessage {
    static let empty = FieldWeight()

    static let filled: [FieldWeight] = [
        FieldWeight(field: "té漢😀1", weight: 2.5)
    ]

    static let filledBytes = [
        """
        Cgt0w6nmvKLwn5iAMRUAACBA
        """
    ]

    init(from source: inout RandomSource) {
        self.init(
            field: source.text(),
            weight: source.number())
    }
}
