internal import HTTP2
internal import Vocabulary

/// How a reply ends.
enum ReplyTrailers {
    case ok
    case other(HTTP2Headers)
}
