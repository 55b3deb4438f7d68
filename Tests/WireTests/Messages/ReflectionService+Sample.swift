// Made from Protos/tessera/v1/reflection.proto by `make protos`; change that file, not this one.

import Vocabulary

extension ReflectionService: SampledMessage {
    static let empty = ReflectionService()

    static let filled: [ReflectionService] = [
        ReflectionService(name: "té漢😀1")
    ]

    static let filledBytes = [
        """
        Cgt0w6nmvKLwn5iAMQ==
        """
    ]

    init(from source: inout RandomSource) {
        self.init(
            name: source.text())
    }
}
