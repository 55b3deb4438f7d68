// Made from Protos/tessera/v1/search.proto by `make protos`; change that file, not this one.

import Vocabulary

extension SearchBatchResponse: SampledMessage {
    static let empty = SearchBatchResponse()

    static let filled: [SearchBatchResponse] = [
        SearchBatchResponse(responses: [SearchResponse.filled[0], SearchResponse()])
    ]

    static let filledBytes = [
        """
        CtUDCvkBCp0BCgt0w6nmvKLwn5iAMRILdMOp5ryi8J+YgDIaC3TDqea8ovCfmIAzIgt0w6nmvKLwn5iANCIAKhwKC3TDqea8
        ovCfmIAxFQAAIEAaCAAAYEAAAAAAKgAyC3TDqea8ovCfmIA2Ogt0w6nmvKLwn5iAN0ILdMOp5ryi8J+YgDhCAEoaCgt0w6nm
        vKLwn5iAMRILdMOp5ryi8J+YgDJKABUAACBAGh0KC3TDqea8ovCfmIAxFQAAIEAYg9Cs8w4lAACQQBoAIISAgICAgICAgAEq
        JAoLdMOp5ryi8J+YgDESCAAAIEAAAAAAGgt0w6nmvKLwn5iAMyoACgAVAAAgQBiDgICAgICAgIABIAQqGgoLdMOp5ryi8J+Y
        gDEQgtCs8w4YASUAAJBAKgAyAwYA/zIAOp0BCIHQrPMOEILQrPMOGIPQrPMOIISAgICAgICAgAEqQgiBgICAgICAgIABEIKA
        gICAgICAgAEYg4CAgICAgICAASCEgICAgICAgIABKIWAgICAgICAgAEwhoCAgICAgICAATADOhIKC3TDqea8ovCfmIAxFQAA
        IEA6AEIgCgt0w6nmvKLwn5iAMRABGIPQrPMOIISAgICAgICAgAFCAAoA
        """
    ]

    init(from source: inout RandomSource) {
        self.init(
            responses: source.some { source in SearchResponse(from: &source) })
    }
}
