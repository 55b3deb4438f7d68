// Made from Protos/tessera/v1/search.proto by `make protos`; change that file, not this one.

import Vocabulary

extension SearchBatchRequest: SampledMessage {
    static let empty = SearchBatchRequest()

    static let filled: [SearchBatchRequest] = [
        SearchBatchRequest(searches: [SearchRequest.filled[0], SearchRequest()])
    ]

    static let filledBytes = [
        """
        Cs0CCgt0w6nmvKLwn5iAMRCC0KzzDho2Cgt0w6nmvKLwn5iAMRIIAAAgQAAAAAAaC3TDqea8ovCfmIAzJQAAkEAqC3TDqea8
        ovCfmIA1GgAiC3TDqea8ovCfmIA0Kgt0w6nmvKLwn5iANTJyCg8KC3TDqea8ovCfmIAxCgAKABILdMOp5ryi8J+YgDISABoL
        dMOp5ryi8J+YgDMaACI9Cgt0w6nmvKLwn5iAMRIaCgt0w6nmvKLwn5iAMRILdMOp5ryi8J+YgDISABkAAAAAAAAKQCEAAAAA
        AAARQCIAOgt0w6nmvKLwn5iANzoAQgcIAxUAACBAShkIARUAACBAGAEghICAgICAgICAAS0AALBAVQAAKEFaEggBEAEYASAB
        KAEwATgBQAFIAWUAAEhBaAFwjoCAgICAgICAAXoSCIHQrPMOFQAAIEAYASUAAJBACgA=
        """
    ]

    init(from source: inout RandomSource) {
        self.init(
            searches: source.some { source in SearchRequest(from: &source) })
    }
}
