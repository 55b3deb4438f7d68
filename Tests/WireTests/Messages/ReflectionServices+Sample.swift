// Made from Protos/tessera/v1/reflection.proto by `make protos`; change that file, not this one.

import Vocabulary

extension ReflectionServices: SampledMessage {
    static let empty = ReflectionServices()

    static let filled: [ReflectionServices] = [
        ReflectionServices(services: [ReflectionService.filled[0], ReflectionService()])
    ]

    static let filledBytes = [
        """
        Cg0KC3TDqea8ovCfmIAxCgA=
        """
    ]

    init(from source: inout RandomSource) {
        self.init(
            services: source.some { source in ReflectionService(from: &source) })
    }
}
