// Made from Protos/tessera/v1/reflection.proto by `make protos`; change that file, not this one.

import Vocabulary

extension ReflectionRequest: SampledMessage {
    static let empty = ReflectionRequest()

    static let filled: [ReflectionRequest] = [
        ReflectionRequest(host: "té漢😀1", fileName: "té漢😀3", symbol: "té漢😀4", listServices: "té漢😀7")
    ]

    static let filledBytes = [
        """
        Cgt0w6nmvKLwn5iAMRoLdMOp5ryi8J+YgDMiC3TDqea8ovCfmIA0Ogt0w6nmvKLwn5iANw==
        """
    ]

    init(from source: inout RandomSource) {
        self.init(
            host: source.text(),
            fileName: source.maybe { source in source.text() },
            symbol: source.maybe { source in source.text() },
            listServices: source.maybe { source in source.text() })
    }
}
