// Made from Protos/tessera/v1/gallery.proto by `make protos`; change that file, not this one.

import Vocabulary

extension GallerySpec: SampledMessage {
    static let empty = GallerySpec()

    static let filled: [GallerySpec] = [
        GallerySpec(
            name: "té漢😀1", fields: [FieldSpec.filled[0], FieldSpec()], scene: SceneTemplates.filled[0], fusion: .max,
            exactBelow: 4000000005, minRecall: 6.5, targetRecall: 7.5)
    ]

    static let filledBytes = [
        """
        Cgt0w6nmvKLwn5iAMRJFCgt0w6nmvKLwn5iAMRCC0KzzDhgDIgt0w6nmvKLwn5iANCoLdMOp5ryi8J+YgDUyC3TDqea8ovCf
        mIA2PQAA8EBAA0gDEgAaGgoLdMOp5ryi8J+YgDESC3TDqea8ovCfmIAyIAMohdCs8w41AADQQD0AAPBA
        """
    ]

    init(from source: inout RandomSource) {
        self.init(
            name: source.text(),
            fields: source.some { source in FieldSpec(from: &source) },
            scene: source.maybe { source in SceneTemplates(from: &source) },
            fusion: source.maybe { source in FusionKind.allCases.randomElement(using: &source)! },
            exactBelow: source.number(),
            minRecall: source.number(),
            targetRecall: source.number())
    }
}
