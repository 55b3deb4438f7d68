// Made from Protos/tessera/v1/items.proto by `make protos`; change that file, not this one.

import Vocabulary

extension GetItemsRequest: SampledMessage {
    static let empty = GetItemsRequest()

    static let filled: [GetItemsRequest] = [
        GetItemsRequest(gallery: "té漢😀1", ids: ["té漢😀2", ""], readMask: ReadMask.filled[0])
    ]

    static let filledBytes = [
        """
        Cgt0w6nmvKLwn5iAMRILdMOp5ryi8J+YgDISABoSCAEQARgBIAEoATABOAFAAUgB
        """
    ]

    init(from source: inout RandomSource) {
        self.init(
            gallery: source.text(),
            ids: source.some { source in source.text() },
            readMask: source.maybe { source in ReadMask(from: &source) })
    }
}
