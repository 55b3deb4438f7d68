// Made from Protos/tessera/v1/items.proto by `make protos`; change that file, not this one.

import Vocabulary

extension SampleItemsResponse: SampledMessage {
    static let empty = SampleItemsResponse()

    static let filled: [SampleItemsResponse] = [
        SampleItemsResponse(ids: ["té漢😀1", ""])
    ]

    static let filledBytes = [
        """
        Cgt0w6nmvKLwn5iAMQoA
        """
    ]

    init(from source: inout RandomSource) {
        self.init(
            ids: source.some { source in source.text() })
    }
}
