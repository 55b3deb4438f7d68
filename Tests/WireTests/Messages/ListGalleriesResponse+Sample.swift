// Made from Protos/tessera/v1/gallery.proto by `make protos`; change that file, not this one.

import Vocabulary

extension ListGalleriesResponse: SampledMessage {
    static let empty = ListGalleriesResponse()

    static let filled: [ListGalleriesResponse] = [
        ListGalleriesResponse(galleries: [GallerySummary.filled[0], GallerySummary()])
    ]

    static let filledBytes = [
        """
        CjYKC3TDqea8ovCfmIAxEIKAgICAgICAgAEaC3TDqea8ovCfmIAzGgAiC3TDqea8ovCfmIA0IgAKAA==
        """
    ]

    init(from source: inout RandomSource) {
        self.init(
            galleries: source.some { source in GallerySummary(from: &source) })
    }
}
