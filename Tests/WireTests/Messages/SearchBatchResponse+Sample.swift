// Made from Protos/tessera/v1/search.proto by `make protos`; change that file, not this one.

import Vocabulary

extension SearchBatchResponse: SampledMessage {
    static let empty = SearchBatchResponse()

    static let filled: [SearchBatchResponse] = [
        SearchBatchResponse(results: [SearchResult.filled[0], SearchResult()])
    ]

    static let filledBytes = [
        """
        CtYECIHQrPMOEoMECvkBCp0BCgt0w6nmvKLwn5iAMRILdMOp5ryi8J+YgDIaC3TDqea8ovCfmIAzIgt0w6nmvKLwn5iANCIA
        KhwKC3TDqea8ovCfmIAxFQAAIEAaCAAAYEAAAAAAKgAyC3TDqea8ovCfmIA2Ogt0w6nmvKLwn5iAN0ILdMOp5ryi8J+YgDhC
        AEoaCgt0w6nmvKLwn5iAMRILdMOp5ryi8J+YgDJKABUAACBAGh0KC3TDqea8ovCfmIAxFQAAIEAYg9Cs8w4lAACQQBoAIISA
        gICAgICAgAEqJAoLdMOp5ryi8J+YgDESCAAAIEAAAAAAGgt0w6nmvKLwn5iAMyoACgAVAAAgQBiDgICAgICAgIABIAQqGgoL
        dMOp5ryi8J+YgDEQgtCs8w4YASUAAJBAKgAyAwYA/zIAOssBCIHQrPMOEILQrPMOGIPQrPMOIISAgICAgICAgAEqYwiBgICA
        gICAgIABEIKAgICAgICAgAEYg4CAgICAgICAASCEgICAgICAgIABKIWAgICAgICAgAEwhoCAgICAgICAATiHgICAgICAgIAB
        QIiAgICAgICAgAFIiYCAgICAgICAATADOhIKC3TDqea8ovCfmIAxFQAAIEA6AEIgCgt0w6nmvKLwn5iAMRABGIPQrPMOIISA
        gICAgICAgAFCAEoLdMOp5ryi8J+YgDkaSAoLdMOp5ryi8J+YgDESC3TDqea8ovCfmIAyGgt0w6nmvKLwn5iAMyD8/////9//
        //8BKPv/////3////wEwhoCAgICAgICAAQoA
        """
    ]

    init(from source: inout RandomSource) {
        self.init(
            results: source.some { source in SearchResult(from: &source) })
    }
}
