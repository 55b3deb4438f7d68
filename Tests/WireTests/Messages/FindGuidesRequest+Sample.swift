// Made from Protos/tessera/v1/search.proto by `make protos`; change that file, not this one.

import Vocabulary

extension FindGuidesRequest: SampledMessage {
    static let empty = FindGuidesRequest()

    static let filled: [FindGuidesRequest] = [
        FindGuidesRequest(
            gallery: "té漢😀1", scene: Scene.filled[0], prompt: "té漢😀3", vectors: [FieldVector.filled[0], FieldVector()],
            imageCount: 4000000005, weights: [FieldWeight.filled[0], FieldWeight()], excludeIds: ["té漢😀7", ""],
            seed: 9223372036854775816, filter: Filter.filled[0], fusion: Fusion.filled[0],
            diversity: Diversity.filled[0], minScore: 12.5, readMask: ReadMask.filled[0], minCoverage: 14.5,
            explain: true, tuning: SearchTuning.filled[0])
    ]

    static let filledBytes = [
        """
        Cgt0w6nmvKLwn5iAMRKAAQowCgt0w6nmvKLwn5iAMRIhCgt0w6nmvKLwn5iAMRUAACBAGgt0w6nmvKLwn5iAMxoAEjAKC3TD
        qea8ovCfmIAxEiEKC3TDqea8ovCfmIAxFQAAIEAaC3TDqea8ovCfmIAzGgAaC3TDqea8ovCfmIAzIgt0w6nmvKLwn5iANCIA
        Ggt0w6nmvKLwn5iAMyIkCgt0w6nmvKLwn5iAMRIIAAAgQAAAAAAaC3TDqea8ovCfmIAzIgAohdCs8w4yEgoLdMOp5ryi8J+Y
        gDEVAAAgQDIAOgt0w6nmvKLwn5iANzoAQIiAgICAgICAgAFKcgoPCgt0w6nmvKLwn5iAMQoACgASC3TDqea8ovCfmIAyEgAa
        C3TDqea8ovCfmIAzGgAiPQoLdMOp5ryi8J+YgDESGgoLdMOp5ryi8J+YgDESC3TDqea8ovCfmIAyEgAZAAAAAAAACkAhAAAA
        AAAAEUAiAFIHCAMVAAAgQFoZCAEVAAAgQBgBIISAgICAgICAgAEtAACwQGUAAEhBahIIARABGAEgASgBMAE4AUABSAF1AABo
        QXgBggESCIHQrPMOFQAAIEAYASUAAJBA
        """
    ]

    init(from source: inout RandomSource) {
        self.init(
            gallery: source.text(),
            scene: source.maybe { source in Scene(from: &source) },
            prompt: source.text(),
            vectors: source.some { source in FieldVector(from: &source) },
            imageCount: source.number(),
            weights: source.some { source in FieldWeight(from: &source) },
            excludeIds: source.some { source in source.text() },
            seed: source.maybe { source in source.number() },
            filter: source.maybe { source in Filter(from: &source) },
            fusion: source.maybe { source in Fusion(from: &source) },
            diversity: source.maybe { source in Diversity(from: &source) },
            minScore: source.maybe { source in source.number() },
            readMask: source.maybe { source in ReadMask(from: &source) },
            minCoverage: source.maybe { source in source.number() },
            explain: source.flag(),
            tuning: source.maybe { source in SearchTuning(from: &source) })
    }
}
