// Made from Protos/tessera/v1/items.proto by `make protos`; change that file, not this one.

import Vocabulary

extension ExportItemsRequest: SampledMessage {
    static let empty = ExportItemsRequest()

    static let filled: [ExportItemsRequest] = [
        ExportItemsRequest(gallery: "té漢😀1", afterId: "té漢😀2", pageItemCount: 4000000003, readMask: ReadMask.filled[0])
    ]

    static let filledBytes = [
        """
        Cgt0w6nmvKLwn5iAMRILdMOp5ryi8J+YgDIYg9Cs8w4iEggBEAEYASABKAEwATgBQAFIAQ==
        """
    ]

    init(from source: inout RandomSource) {
        self.init(
            gallery: source.text(),
            afterId: source.text(),
            pageItemCount: source.number(),
            readMask: source.maybe { source in ReadMask(from: &source) })
    }
}
