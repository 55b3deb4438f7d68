internal import Indexing
internal import Vocabulary

/// Brings a gallery that was made of a snapshot up to what was written since. Nobody else sees it yet.
final class CatchUp: @unchecked Sendable {
    // Unchecked: used by the training thread, and by the committer while that one waits for it.
    let fresh: GalleryState
    /// Versions of sealed rows that died since they were sealed.
    private(set) var deadVersions: [UInt64] = []
    /// The sequence number of the snapshot that it was brought up to last.
    private var sequence: UInt64?

    /// Rows that are encoded together.
    private static let batchCount = 1_024

    init(_ fresh: GalleryState) {
        self.fresh = fresh
    }

    /// Adds and takes away what `snapshot` has and has not. Nothing has to be done, and little is, when nothing was
    /// written since; all living rows are compared otherwise.
    ///
    /// - Parameter isCancelled: asked for each batch of rows; the rest is left then.
    /// - Returns: the number of rows added.
    func run(to snapshot: GallerySnapshot, isCancelled: () -> Bool = { false }) -> Int {
        if snapshot.sequence == sequence { return 0 }
        let count = add(snapshot, isCancelled)
        sequence = snapshot.sequence
        fresh.resume(sequence: snapshot.sequence)
        bury(besides: snapshot)
        return count
    }

    /// Appends the living rows that were written since.
    private func add(_ snapshot: GallerySnapshot, _ isCancelled: () -> Bool) -> Int {
        let view = snapshot.view
        let (first, versions) = snapshot.table.growingVersions(after: fresh.sequence)
        let ordinals = versions.indices.map { first + UInt32($0) }.filter { Int($0) < view.count && view.isLive($0) }
        guard !ordinals.isEmpty else { return 0 }
        let tagNames = snapshot.tags.names
        for start in stride(from: 0, to: ordinals.count, by: Self.batchCount) {
            if isCancelled() { break }
            let batch = Array(ordinals[start..<min(start + Self.batchCount, ordinals.count)])
            let vectors = batch.map { Self.vectors(view, $0) }
            let codes = fresh.snapshot.view.encode(vectors)
            for (item, (ordinal, name)) in zip(batch, snapshot.table.names(batch)).enumerated() {
                do throws(IndexingError) {
                    try fresh.put(
                        id: name.id, idHash: view.idHash(ordinal), version: name.version, replacing: 0,
                        vectors: vectors[item], foldedTags: view.tags(ordinal).map { tagNames[Int($0)] },
                        attributes: view.growingAttributes(ordinal), similar: view.similar(ordinal), codes: codes,
                        item: item)
                } catch {
                    preconditionFailure("a kept item was refused: \(error)")
                }
            }
        }
        return ordinals.count
    }

    private static func vectors(_ view: SegmentView, _ ordinal: UInt32) -> [[UInt16]?] {
        view.layouts.enumerated().map { field, layout in
            view.hasVector(field: field, ordinal)
                ? Array(view.rows(field: field, [ordinal]).prefix(layout.dimension)) : nil
        }
    }

    /// Takes away the rows that are not alive in `snapshot`: both stand in the order of their versions.
    private func bury(besides snapshot: GallerySnapshot) {
        fresh.publish()
        let living = snapshot.table.versions(snapshot.view.liveOrdinals())
        let mine = fresh.table.versions(fresh.snapshot.view.liveOrdinals())
        var place = 0
        for version in mine {
            while place < living.count, living[place] < version { place += 1 }
            if place < living.count, living[place] == version { continue }
            fresh.bury(version: version)
            if fresh.sealedSegment(ofVersion: version) != nil { deadVersions.append(version) }
        }
    }
}
