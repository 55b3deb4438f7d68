internal import Vocabulary

extension Hit {
    /// About as many bytes as the hit's message takes; never much less.
    var approximateByteCount: Int {
        let vectorByteCount = vectors.reduce(0) { $0 + 4 * $1.values.count }
        let fieldByteCount = fields.reduce(0) { $0 + $1.field.utf8.count + 24 }
        return (item?.approximateByteCount ?? 0) + vectorByteCount + fieldByteCount + 24
    }
}
