// Made from Protos/tessera/v1/items.proto by `make protos`; change that file, not this one.

import Vocabulary

extension SampleItemsRequest: SampledMessage {
    static let empty = SampleItemsRequest()

    static let filled: [SampleItemsRequest] = [
        SampleItemsRequest(gallery: "té漢😀1", count: 4000000002, field: "té漢😀3", seed: 9223372036854775812)
    ]

    static let filledBytes = [
        """
        Cgt0w6nmvKLwn5iAMRCC0KzzDhoLdMOp5ryi8J+YgDMghICAgICAgICAAQ==
        """
    ]

    init(from source: inout RandomSource) {
        self.init(
            gallery: source.text(),
            count: source.number(),
            field: source.text(),
            seed: source.number())
    }
}
