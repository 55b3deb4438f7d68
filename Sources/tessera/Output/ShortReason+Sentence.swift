internal import Vocabulary

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
