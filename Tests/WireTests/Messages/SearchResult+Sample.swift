// Made from Protos/tessera/v1/search.proto by `make protos`; change that file, not this one.

import Vocabulary

extension SearchResult: SampledMessage {
    static let empty = SearchResult()

    static let filled: [SearchResult] = [
        SearchResult(status: 4000000001, response: SearchResponse.filled[0], error: ErrorDetail.filled[0])
    ]

    static let filledBytes = [
        """
        CIHQrPMOEoMECvkBCp0BCgt0w6nmvKLwn5iAMRILdMOp5ryi8J+YgDIaC3TDqea8ovCfmIAzIgt0w6nmvKLwn5iANCIAKhwK
        C3TDqea8ovCfmIAxFQAAIEAaCAAAYEAAAAAAKgAyC3TDqea8ovCfmIA2Ogt0w6nmvKLwn5iAN0ILdMOp5ryi8J+YgDhCAEoa
        Cgt0w6nmvKLwn5iAMRILdMOp5ryi8J+YgDJKABUAACBAGh0KC3TDqea8ovCfmIAxFQAAIEAYg9Cs8w4lAACQQBoAIISAgICA
        gICAgAEqJAoLdMOp5ryi8J+YgDESCAAAIEAAAAAAGgt0w6nmvKLwn5iAMyoACgAVAAAgQBiDgICAgICAgIABIAQqGgoLdMOp
        5ryi8J+YgDEQgtCs8w4YASUAAJBAKgAyAwYA/zIAOssBCIHQrPMOEILQrPMOGIPQrPMOIISAgICAgICAgAEqYwiBgICAgICA
        gIABEIKAgICAgICAgAEYg4CAgICAgICAASCEgICAgICAgIABKIWAgICAgICAgAEwhoCAgICAgICAATiHgICAgICAgIABQIiA
        gICAgICAgAFIiYCAgICAgICAATADOhIKC3TDqea8ovCfmIAxFQAAIEA6AEIgCgt0w6nmvKLwn5iAMRABGIPQrPMOIISAgICA
        gICAgAFCAEoLdMOp5ryi8J+YgDkaSAoLdMOp5ryi8J+YgDESC3TDqea8ovCfmIAyGgt0w6nmvKLwn5iAMyD8/////9////8B
        KPv/////3////wEwhoCAgICAgICAAQ==
        """
    ]

    init(from source: inout RandomSource) {
        self.init(
            status: source.number(),
            response: source.maybe { source in SearchResponse(from: &source) },
            error: source.maybe { source in ErrorDetail(from: &source) })
    }
}
