// Made from Protos/tessera/v1/gallery.proto by `make protos`; change that file, not this one.

import Vocabulary

extension FieldSpec: SampledMessage {
    static let empty = FieldSpec()

    static let filled: [FieldSpec] = [
        FieldSpec(
            name: "té漢😀1", dimension: 4000000002, metric: .l2, template: "té漢😀4", encoder: "té漢😀5",
            encoderFingerprint: "té漢😀6", weight: 7.5, precision: .sq8, rerank: .sq8)
    ]

    static let filledBytes = [
        """
        Cgt0w6nmvKLwn5iAMRCC0KzzDhgDIgt0w6nmvKLwn5iANCoLdMOp5ryi8J+YgDUyC3TDqea8ovCfmIA2PQAA8EBAA0gD
        """
    ]

    init(from source: inout RandomSource) {
        self.init(
            name: source.text(),
            dimension: source.number(),
            metric: source.maybe { source in Metric.allCases.randomElement(using: &source)! },
            template: source.text(),
            encoder: source.text(),
            encoderFingerprint: source.text(),
            weight: source.maybe { source in source.number() },
            precision: source.maybe { source in VectorPrecision.allCases.randomElement(using: &source)! },
            rerank: source.maybe { source in VectorPrecision.allCases.randomElement(using: &source)! })
    }
}
