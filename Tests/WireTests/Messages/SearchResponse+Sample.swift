// Made from Protos/tessera/v1/search.proto by `make protos`; change that file, not this one.

import Vocabulary

extension SearchResponse: SampledMessage {
    static let empty = SearchResponse()

    static let filled: [SearchResponse] = [
        SearchResponse(
            hits: [Hit.filled[0], Hit()], coverage: 2.5, sequence: 9223372036854775811, shortReason: .replySize,
            texts: [TextReport.filled[0], TextReport()], codebookHashes: [[6, 0, 255], []],
            explanation: Explanation.filled[0])
    ]

    static let filledBytes = [
        """
        CvkBCp0BCgt0w6nmvKLwn5iAMRILdMOp5ryi8J+YgDIaC3TDqea8ovCfmIAzIgt0w6nmvKLwn5iANCIAKhwKC3TDqea8ovCf
        mIAxFQAAIEAaCAAAYEAAAAAAKgAyC3TDqea8ovCfmIA2Ogt0w6nmvKLwn5iAN0ILdMOp5ryi8J+YgDhCAEoaCgt0w6nmvKLw
        n5iAMRILdMOp5ryi8J+YgDJKABUAACBAGh0KC3TDqea8ovCfmIAxFQAAIEAYg9Cs8w4lAACQQBoAIISAgICAgICAgAEqJAoL
        dMOp5ryi8J+YgDESCAAAIEAAAAAAGgt0w6nmvKLwn5iAMyoACgAVAAAgQBiDgICAgICAgIABIAQqGgoLdMOp5ryi8J+YgDEQ
        gtCs8w4YASUAAJBAKgAyAwYA/zIAOssBCIHQrPMOEILQrPMOGIPQrPMOIISAgICAgICAgAEqYwiBgICAgICAgIABEIKAgICA
        gICAgAEYg4CAgICAgICAASCEgICAgICAgIABKIWAgICAgICAgAEwhoCAgICAgICAATiHgICAgICAgIABQIiAgICAgICAgAFI
        iYCAgICAgICAATADOhIKC3TDqea8ovCfmIAxFQAAIEA6AEIgCgt0w6nmvKLwn5iAMRABGIPQrPMOIISAgICAgICAgAFCAEoL
        dMOp5ryi8J+YgDk=
        """
    ]

    init(from source: inout RandomSource) {
        self.init(
            hits: source.some { source in Hit(from: &source) },
            coverage: source.number(),
            sequence: source.number(),
            shortReason: source.maybe { source in ShortReason.allCases.randomElement(using: &source)! },
            texts: source.some { source in TextReport(from: &source) },
            codebookHashes: source.some { source in source.blob() },
            explanation: source.maybe { source in Explanation(from: &source) })
    }
}
