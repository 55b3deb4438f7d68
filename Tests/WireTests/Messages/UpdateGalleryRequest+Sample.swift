// Made from Protos/tessera/v1/gallery.proto by `make protos`; change that file, not this one.

import Vocabulary

extension UpdateGalleryRequest: SampledMessage {
    static let empty = UpdateGalleryRequest()

    static let filled: [UpdateGalleryRequest] = [
        UpdateGalleryRequest(
            gallery: "té漢😀1", scene: SceneTemplates.filled[0], fusion: .max,
            weights: [FieldWeight.filled[0], FieldWeight()], exactBelow: 4000000005, minRecall: 6.5, targetRecall: 7.5)
    ]

    static let filledBytes = [
        """
        Cgt0w6nmvKLwn5iAMRIaCgt0w6nmvKLwn5iAMRILdMOp5ryi8J+YgDIYAyISCgt0w6nmvKLwn5iAMRUAACBAIgAohdCs8w41
        AADQQD0AAPBA
        """
    ]

    init(from source: inout RandomSource) {
        self.init(
            gallery: source.text(),
            scene: source.maybe { source in SceneTemplates(from: &source) },
            fusion: source.maybe { source in FusionKind.allCases.randomElement(using: &source)! },
            weights: source.some { source in FieldWeight(from: &source) },
            exactBelow: source.maybe { source in source.number() },
            minRecall: source.maybe { source in source.number() },
            targetRecall: source.maybe { source in source.number() })
    }
}
