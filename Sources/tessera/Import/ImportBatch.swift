internal import Gallery
internal import Vocabulary

/// Rows that are written by one call.
struct ImportBatch: Sendable {
    /// Where a row came from, should the daemon refuse it.
    struct Origin: Equatable, Sendable {
        var line: Int
        var row: Int
        var byteRange: Range<Int>
    }

    /// What is written, each id once.
    var writes: [ItemWrite] = []
    /// Where each of `writes` came from.
    var origins: [Origin] = []
    /// Rows among these that the reader rejected.
    var rejected: [RejectedRow] = []
    /// Rows among these whose id had been seen before.
    var duplicateCount = 0
    /// Where reading goes on after these rows.
    var end: CataloguePosition

    var ids: [String] { writes.compactMap { $0.item?.id } }
}
