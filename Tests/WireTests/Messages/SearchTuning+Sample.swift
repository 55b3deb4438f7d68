// Made from Protos/tessera/v1/search.proto by `make protos`; change that file, not this one.

import Vocabulary

extension SearchTuning: SampledMessage {
    static let empty = SearchTuning()

    static let filled: [SearchTuning] = [
        SearchTuning(nprobe: 4000000001, oversampling: 2.5, exact: true, targetRecall: 4.5)
    ]

    static let filledBytes = [
        """
        CIHQrPMOFQAAIEAYASUAAJBA
        """
    ]

    init(from source: inout RandomSource) {
        self.init(
            nprobe: source.number(),
            oversampling: source.number(),
            exact: source.flag(),
            targetRecall: source.number())
    }
}
