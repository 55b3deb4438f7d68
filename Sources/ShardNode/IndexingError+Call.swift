internal import Indexing
internal import Vocabulary

extension IndexingError {
    /// What a caller is told whose vector for `field`, at `path` of the request, was refused.
    func callFailure(field: String, path: String) -> CallFailure {
        switch self {
        case .dimensionMismatch(let expected, let found):
            CallFailure(
                .invalidArgument, "dimension_mismatch",
                "field \(field) has \(expected) dimensions, the vector has \(found)", field: path,
                limit: Int64(expected), value: Int64(found))
        case .componentNotFinite(let index):
            CallFailure(
                .invalidArgument, "not_finite", "number \(index) of the vector is not finite",
                field: "\(path)[\(index)]")
        case .componentOutOfRange(let index):
            CallFailure(
                .invalidArgument, "out_of_range",
                "number \(index) of the vector is beyond ±65,504, the largest that is kept", field: "\(path)[\(index)]")
        case .zeroVector:
            CallFailure(
                .invalidArgument, "zero_vector",
                "field \(field) is compared by cosine, and a vector of zeros has no direction", field: path)
        case .fieldCountMismatch(let expected, let found):
            CallFailure(
                .invalidArgument, "field_count_mismatch", "the gallery has \(expected) fields, \(found) were given",
                field: path, limit: Int64(expected), value: Int64(found))
        case .segmentFull(let rowCountMax):
            CallFailure(
                .resourceExhausted, "segment_full", "the gallery holds as many items as it can",
                limit: Int64(rowCountMax))
        case .file, .inconsistent, .rowsOfOtherFields, .codesOfOtherRows, .codesOfAnotherCodebook:
            CallFailure(.dataLoss, "damaged_index", "a file of the gallery's index: \(self)")
        case .cancelled: CallFailure(.cancelled, "cancelled", "the caller cancelled the call")
        }
    }
}
