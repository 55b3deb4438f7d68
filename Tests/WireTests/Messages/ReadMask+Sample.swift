// Made from Protos/tessera/v1/items.proto by `make protos`; change that file, not this one.

import Vocabulary

extension ReadMask: SampledMessage {
    static let empty = ReadMask()

    static let filled: [ReadMask] = [
        ReadMask(
            idOnly: true, url: true, description: true, tags: true, detections: true, author: true, similarIds: true,
            attributes: true, vectors: true)
    ]

    static let filledBytes = [
        """
        CAEQARgBIAEoATABOAFAAUgB
        """
    ]

    init(from source: inout RandomSource) {
        self.init(
            idOnly: source.flag(),
            url: source.flag(),
            description: source.flag(),
            tags: source.flag(),
            detections: source.flag(),
            author: source.flag(),
            similarIds: source.flag(),
            attributes: source.flag(),
            vectors: source.flag())
    }
}
