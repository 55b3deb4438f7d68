internal import Vocabulary

// Words for what messages enumerate, as people write and read them.

extension Metric {
    /// `cosine`, `inner_product`, `l2`
    var word: String {
        switch self {
        case .cosine: "cosine"
        case .innerProduct: "inner_product"
        case .l2: "l2"
        }
    }

    init?(word: String) {
        guard let metric = Metric.allCases.first(where: { $0.word == word }) else { return nil }
        self = metric
    }
}

extension ShortReason {
    /// Why fewer were answered, as the end of a sentence.
    var sentence: String {
        switch self {
        case .exhausted: "no more pictures pass the filter"
        case .minScore: "the others score less than the least score asked for"
        case .similar: "the others are much like those answered"
        case .replySize: "the reply would have become too large"
        }
    }
}
