// Made from Protos/tessera/v1/health.proto by `make protos`; change that file, not this one.

import Vocabulary

extension HealthRequest: SampledMessage {
    static let empty = HealthRequest()

    static let filled: [HealthRequest] = [
        HealthRequest(service: "té漢😀1")
    ]

    static let filledBytes = [
        """
        Cgt0w6nmvKLwn5iAMQ==
        """
    ]

    init(from source: inout RandomSource) {
        self.init(
            service: source.text())
    }
}
