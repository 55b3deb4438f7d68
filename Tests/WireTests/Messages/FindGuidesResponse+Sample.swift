// Made from Protos/tessera/v1/search.proto by `make protos`; change that file, not this one.

import Vocabulary

extension FindGuidesResponse: SampledMessage {
    static let empty = FindGuidesResponse()

    static let filled: [FindGuidesResponse] = [
        FindGuidesResponse(
            guides: [Hit.filled[0], Hit()], plan: GenerationPlan.filled[0], coverage: 3.5,
            sequence: 9223372036854775812, shortReason: .replySize, texts: [TextReport.filled[0], TextReport()],
            explanation: Explanation.filled[0])
    ]

    static let filledBytes = [
        """
        CvkBCp0BCgt0w6nmvKLwn5iAMRILdMOp5ryi8J+YgDIaC3TDqea8ovCfmIAzIgt0w6nmvKLwn5iANCIAKhwKC3TDqea8ovCf
        mIAxFQAAIEAaCAAAYEAAAAAAKgAyC3TDqea8ovCfmIA2Ogt0w6nmvKLwn5iAN0ILdMOp5ryi8J+YgDhCAEoaCgt0w6nmvKLw
        n5iAMRILdMOp5ryi8J+YgDJKABUAACBAGh0KC3TDqea8ovCfmIAxFQAAIEAYg9Cs8w4lAACQQBoAIISAgICAgICAgAEqJAoL
        dMOp5ryi8J+YgDESCAAAIEAAAAAAGgt0w6nmvKLwn5iAMyoACgASUAoLdMOp5ryi8J+YgDESC3TDqea8ovCfmIAyGiEKC3TD
        qea8ovCfmIAxFQAAIEAaC3TDqea8ovCfmIAzGgAaACCE0KzzDiiFgICAgICAgIABHQAAYEAghICAgICAgICAASgEMhoKC3TD
        qea8ovCfmIAxEILQrPMOGAElAACQQDIAOssBCIHQrPMOEILQrPMOGIPQrPMOIISAgICAgICAgAEqYwiBgICAgICAgIABEIKA
        gICAgICAgAEYg4CAgICAgICAASCEgICAgICAgIABKIWAgICAgICAgAEwhoCAgICAgICAATiHgICAgICAgIABQIiAgICAgICA
        gAFIiYCAgICAgICAATADOhIKC3TDqea8ovCfmIAxFQAAIEA6AEIgCgt0w6nmvKLwn5iAMRABGIPQrPMOIISAgICAgICAgAFC
        AEoLdMOp5ryi8J+YgDk=
        """
    ]

    init(from source: inout RandomSource) {
        self.init(
            guides: source.some { source in Hit(from: &source) },
            plan: source.maybe { source in GenerationPlan(from: &source) },
            coverage: source.number(),
            sequence: source.number(),
            shortReason: source.maybe { source in ShortReason.allCases.randomElement(using: &source)! },
            texts: source.some { source in TextReport(from: &source) },
            explanation: source.maybe { source in Explanation(from: &source) })
    }
}
