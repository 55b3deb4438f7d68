// Made from Protos/tessera/v1/search.proto by `make protos`; change that file, not this one.

import Vocabulary

extension SearchRequest: SampledMessage {
    static let empty = SearchRequest()

    static let filled: [SearchRequest] = [
        SearchRequest(
            gallery: "té漢😀1", limit: 4000000002, fields: [FieldQuery.filled[0], FieldQuery()], text: "té漢😀4",
            likeId: "té漢😀5", filter: Filter.filled[0], excludeIds: ["té漢😀7", ""], fusion: Fusion.filled[0],
            diversity: Diversity.filled[0], minScore: 10.5, readMask: ReadMask.filled[0], minCoverage: 12.5,
            explain: true, minSequence: 9223372036854775822, tuning: SearchTuning.filled[0])
    ]

    static let filledBytes = [
        """
        Cgt0w6nmvKLwn5iAMRCC0KzzDho2Cgt0w6nmvKLwn5iAMRIIAAAgQAAAAAAaC3TDqea8ovCfmIAzJQAAkEAqC3TDqea8ovCf
        mIA1GgAiC3TDqea8ovCfmIA0Kgt0w6nmvKLwn5iANTJyCg8KC3TDqea8ovCfmIAxCgAKABILdMOp5ryi8J+YgDISABoLdMOp
        5ryi8J+YgDMaACI9Cgt0w6nmvKLwn5iAMRIaCgt0w6nmvKLwn5iAMRILdMOp5ryi8J+YgDISABkAAAAAAAAKQCEAAAAAAAAR
        QCIAOgt0w6nmvKLwn5iANzoAQgcIAxUAACBAShkIARUAACBAGAEghICAgICAgICAAS0AALBAVQAAKEFaEggBEAEYASABKAEw
        ATgBQAFIAWUAAEhBaAFwjoCAgICAgICAAXoSCIHQrPMOFQAAIEAYASUAAJBA
        """
    ]

    init(from source: inout RandomSource) {
        self.init(
            gallery: source.text(),
            limit: source.number(),
            fields: source.some { source in FieldQuery(from: &source) },
            text: source.text(),
            likeId: source.text(),
            filter: source.maybe { source in Filter(from: &source) },
            excludeIds: source.some { source in source.text() },
            fusion: source.maybe { source in Fusion(from: &source) },
            diversity: source.maybe { source in Diversity(from: &source) },
            minScore: source.maybe { source in source.number() },
            readMask: source.maybe { source in ReadMask(from: &source) },
            minCoverage: source.maybe { source in source.number() },
            explain: source.flag(),
            minSequence: source.number(),
            tuning: source.maybe { source in SearchTuning(from: &source) })
    }
}
