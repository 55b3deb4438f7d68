// Made from Protos/tessera/v1/health.proto by `make protos`; change that file, not this one.

import Vocabulary

extension HealthResponse: SampledMessage {
    static let empty = HealthResponse()

    static let filled: [HealthResponse] = [
        HealthResponse(status: .serviceUnknown)
    ]

    static let filledBytes = [
        """
        CAM=
        """
    ]

    init(from source: inout RandomSource) {
        self.init(
            status: source.maybe { source in HealthStatus.allCases.randomElement(using: &source)! })
    }
}
