internal import Vocabulary

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
