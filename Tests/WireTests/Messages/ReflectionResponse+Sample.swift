// Made from Protos/tessera/v1/reflection.proto by `make protos`; change that file, not this one.

import Vocabulary

extension ReflectionResponse: SampledMessage {
    static let empty = ReflectionResponse()

    static let filled: [ReflectionResponse] = [
        ReflectionResponse(
            host: "té漢😀1", question: ReflectionRequest.filled[0], files: ReflectionFiles.filled[0],
            services: ReflectionServices.filled[0], error: ReflectionError.filled[0])
    ]

    static let filledBytes = [
        """
        Cgt0w6nmvKLwn5iAMRI0Cgt0w6nmvKLwn5iAMRoLdMOp5ryi8J+YgDMiC3TDqea8ovCfmIA0Ogt0w6nmvKLwn5iANyIHCgMB
        AP8KADIRCg0KC3TDqea8ovCfmIAxCgA6EwiB0KzzDhILdMOp5ryi8J+YgDI=
        """
    ]

    init(from source: inout RandomSource) {
        self.init(
            host: source.text(),
            question: source.maybe { source in ReflectionRequest(from: &source) },
            files: source.maybe { source in ReflectionFiles(from: &source) },
            services: source.maybe { source in ReflectionServices(from: &source) },
            error: source.maybe { source in ReflectionError(from: &source) })
    }
}
