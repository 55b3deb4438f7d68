// Made from Protos/tessera/v1/reflection.proto by `make protos`; change that file, not this one.

import Vocabulary

extension ReflectionError: SampledMessage {
    static let empty = ReflectionError()

    static let filled: [ReflectionError] = [
        ReflectionError(code: 4000000001, message: "té漢😀2")
    ]

    static let filledBytes = [
        """
        CIHQrPMOEgt0w6nmvKLwn5iAMg==
        """
    ]

    init(from source: inout RandomSource) {
        self.init(
            code: source.number(),
            message: source.text())
    }
}
