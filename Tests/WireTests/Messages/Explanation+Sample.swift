// Made from Protos/tessera/v1/search.proto by `make protos`; change that file, not this one.

import Vocabulary

extension Explanation: SampledMessage {
    static let empty = Explanation()

    static let filled: [Explanation] = [
        Explanation(
            candidatesPerField: 4000000001, unionCount: 4000000002, roundCount: 4000000003,
            allowedCount: 9223372036854775812, times: StageTimes.filled[0], fusion: .max,
            weights: [FieldWeight.filled[0], FieldWeight()], fields: [FieldExplanation.filled[0], FieldExplanation()],
            traceparent: "té漢😀9")
    ]

    static let filledBytes = [
        """
        CIHQrPMOEILQrPMOGIPQrPMOIISAgICAgICAgAEqYwiBgICAgICAgIABEIKAgICAgICAgAEYg4CAgICAgICAASCEgICAgICA
        gIABKIWAgICAgICAgAEwhoCAgICAgICAATiHgICAgICAgIABQIiAgICAgICAgAFIiYCAgICAgICAATADOhIKC3TDqea8ovCf
        mIAxFQAAIEA6AEIgCgt0w6nmvKLwn5iAMRABGIPQrPMOIISAgICAgICAgAFCAEoLdMOp5ryi8J+YgDk=
        """
    ]

    init(from source: inout RandomSource) {
        self.init(
            candidatesPerField: source.number(),
            unionCount: source.number(),
            roundCount: source.number(),
            allowedCount: source.number(),
            times: source.maybe { source in StageTimes(from: &source) },
            fusion: source.maybe { source in FusionKind.allCases.randomElement(using: &source)! },
            weights: source.some { source in FieldWeight(from: &source) },
            fields: source.some { source in FieldExplanation(from: &source) },
            traceparent: source.text())
    }
}
