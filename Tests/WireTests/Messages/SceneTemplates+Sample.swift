// Made from Protos/tessera/v1/gallery.proto by `make protos`; change that file, not this one.

import Vocabulary

extension SceneTemplates: SampledMessage {
    static let empty = SceneTemplates()

    static let filled: [SceneTemplates] = [
        SceneTemplates(searchText: "té漢😀1", generationPrompt: "té漢😀2")
    ]

    static let filledBytes = [
        """
        Cgt0w6nmvKLwn5iAMRILdMOp5ryi8J+YgDI=
        """
    ]

    init(from source: inout RandomSource) {
        self.init(
            searchText: source.text(),
            generationPrompt: source.text())
    }
}
