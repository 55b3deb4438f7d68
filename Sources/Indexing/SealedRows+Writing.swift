internal import Ground
internal import Vocabulary

extension SealedRows {
    /// What was written, and where each row went.
    public struct Summary: Sendable {
        /// The file's hash, 16 bytes.
        public let hash: [UInt8]
        public let rowCount: Int
        /// No row has a higher version; 0 when there are no rows.
        public let versionMax: UInt64
        /// By ordinal of the view, the ordinal in the file; `noOrdinal` for what was deleted.
        public let ordinals: [UInt32]

        /// Stands for a row that was deleted.
        public static let noOrdinal = UInt32.max
    }

    /// Writes the living rows of `view`, in the order of their ordinals, to a new file at `path`.
    ///
    /// Tags get new numbers, in the order in which they first appear; those no living row carries are left out. The
    /// file is there only once it is whole and on disk. Runs beside readers and the view's writer.
    ///
    /// - Parameter names: ids and versions of ordinals, asked for some thousand at a time, ascending. Versions must
    ///   ascend with ordinals; ids have up to `Limits.idByteCountMax` bytes.
    /// - Parameter tagName: the folded tag of a number in the view.
    /// - Parameter isCancelled: asked every few thousand rows, and between passes over some million attributes, or all
    ///   of one column; nothing is left behind.
    /// - Throws: `.file`, `.segmentFull`, `.cancelled`.
    /// - Complexity: every row is read a few times, and its attributes twice; where there are more than four million of
    ///   these, once and thrice for each four million, or column. `SealedRowsCost` tells the memory.
    public static func write(
        _ view: SegmentView, to path: String, names: ([UInt32]) -> [(id: String, version: UInt64)],
        tagName: (UInt32) -> String, isCancelled: () -> Bool = { false }
    ) throws(IndexingError) -> Summary {
        let live = view.liveOrdinals()
        guard live.count <= rowCountMax else { throw .segmentFull(rowCountMax: rowCountMax) }
        do throws(SectionedFileError) {
            let writer = try SectionedFileWriter(path: path, kind: kind)
            let rows = SealedRowsWriter(view: view, live: live, writer: writer)
            let versionMax = try rows.writeNames(names, isCancelled)
            try rows.writeHashes(isCancelled)
            try rows.writeTags(tagName, isCancelled)
            try rows.writeAttributes(isCancelled)
            try rows.writeSimilar(isCancelled)
            try rows.writeVectors(isCancelled)
            try rows.writeFacts()
            if isCancelled() { throw .cancelled }
            var ordinals = [UInt32](repeating: Summary.noOrdinal, count: view.count)
            for (place, ordinal) in live.enumerated() { ordinals[Int(ordinal)] = UInt32(place) }
            return Summary(
                hash: try writer.finish(), rowCount: live.count, versionMax: versionMax, ordinals: ordinals)
        } catch {
            throw error == .cancelled ? .cancelled : .file(error)
        }
    }
}
