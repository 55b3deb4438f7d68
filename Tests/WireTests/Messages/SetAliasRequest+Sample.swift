// Made from Protos/tessera/v1/gallery.proto by `make protos`; change that file, not this one.

import Vocabulary

extension SetAliasRequest: SampledMessage {
    static let empty = SetAliasRequest()

    static let filled: [SetAliasRequest] = [
        SetAliasRequest(alias: "té漢😀1", gallery: "té漢😀2")
    ]

    static let filledBytes = [
        """
        Cgt0w6nmvKLwn5iAMRILdMOp5ryi8J+YgDI=
        """
    ]

    init(from source: inout RandomSource) {
        self.init(
            alias: source.text(),
            gallery: source.text())
    }
}
