// Made from Protos/tessera/v1/operations.proto by `make protos`; change that file, not this one.

import Vocabulary

extension BeginImportRequest: SampledMessage {
    static let empty = BeginImportRequest()

    static let filled: [BeginImportRequest] = [
        BeginImportRequest(gallery: "té漢😀1", source: "té漢😀2", totalCount: 9223372036854775811, restart: true)
    ]

    static let filledBytes = [
        """
        Cgt0w6nmvKLwn5iAMRILdMOp5ryi8J+YgDIYg4CAgICAgICAASAB
        """
    ]

    init(from source: inout RandomSource) {
        self.init(
            gallery: source.text(),
            source: source.text(),
            totalCount: source.number(),
            restart: source.flag())
    }
}
