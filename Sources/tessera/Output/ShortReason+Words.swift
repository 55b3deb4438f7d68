internal import Vocabulary

extension ShortReason {
    /// `exhausted`, `min_score`, `similar`, `reply_size`
    var word: String {
        switch self {
        case .exhausted: "exhausted"
        case .minScore: "min_score"
        case .similar: "similar"
        case .replySize: "reply_size"
        }
    }

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
