// Made from Protos/tessera/v1/items.proto by `make protos`; change that file, not this one.

import Vocabulary

extension DeleteItemsRequest: SampledMessage {
    static let empty = DeleteItemsRequest()

    static let filled: [DeleteItemsRequest] = [
        DeleteItemsRequest(gallery: "té漢😀1", ids: ["té漢😀2", ""], expectedVersions: [9223372036854775811, 0])
    ]

    static let filledBytes = [
        """
        Cgt0w6nmvKLwn5iAMRILdMOp5ryi8J+YgDISABoLg4CAgICAgICAAQA=
        """
    ]

    init(from source: inout RandomSource) {
        self.init(
            gallery: source.text(),
            ids: source.some { source in source.text() },
            expectedVersions: source.some { source in source.number() })
    }
}
