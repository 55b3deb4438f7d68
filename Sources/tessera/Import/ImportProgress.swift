internal import Gallery
internal import Vocabulary

/// Keeps count of the batches in flight, so that an import that is broken off at any moment skips no row when it goes
/// on.
///
/// Batches are begun in the order of their rows and acknowledged in any order. The resume point is the end of the
/// longest run of batches, counted from the first, that are all acknowledged; a batch carries the point as it stands
/// when the batch is sent, so that every point the daemon may hold, in whatever order it commits, has only written rows
/// before it. What was written beyond it is written again, which changes nothing.
struct ImportProgress: Sendable {
    private struct OpenBatch: Sendable {
        var end: CataloguePosition
        var ids: [String]
        var rejected: [RejectedRow]
        var duplicateCount: Int
        var isAcknowledged = false
    }

    /// What the next batch carries.
    private(set) var resumePoint: ImportResumePoint
    /// Batches not yet acknowledged, and those that wait for an earlier one.
    private var open: [OpenBatch] = []
    /// Number of the first in `open`.
    private var firstNumber = 0
    private var idsInFlight: [String: Int] = [:]

    init(from start: ImportResumePoint) {
        resumePoint = start
    }

    /// Batches that were begun and not acknowledged.
    var inFlightCount: Int { open.count { !$0.isAcknowledged } }

    /// Whether `batch` may be sent now. It may not while an earlier write of one of its ids is under way: the daemon
    /// could commit the later one first, and the last row of an id shall win.
    func maySend(_ batch: ImportBatch) -> Bool {
        !batch.writes.contains { $0.item.map { idsInFlight[$0.id] != nil } ?? false }
    }

    /// Notes that `batch` is being sent.
    ///
    /// - Returns: its number, by which it is acknowledged.
    mutating func begin(_ batch: ImportBatch) -> Int {
        let ids = batch.ids
        for id in ids { idsInFlight[id, default: 0] += 1 }
        open.append(
            OpenBatch(
                end: batch.end, ids: ids, rejected: batch.rejected, duplicateCount: batch.duplicateCount))
        return firstNumber + open.count - 1
    }

    /// Notes that batch `number` is on the daemon's disk but for the rows `rejected`.
    ///
    /// - Returns: rejected rows, the reader's and the daemon's, that the resume point passes by this; in their order.
    mutating func acknowledge(_ number: Int, rejected: [RejectedRow] = []) -> [RejectedRow] {
        let place = number - firstNumber
        precondition(open.indices.contains(place) && !open[place].isAcknowledged, "batch \(number) is not in flight")
        open[place].isAcknowledged = true
        open[place].rejected += rejected
        for id in open[place].ids {
            let count = idsInFlight[id]! - 1
            idsInFlight[id] = count == 0 ? nil : count
        }
        open[place].ids = []

        var passed: [RejectedRow] = []
        while let batch = open.first, batch.isAcknowledged {
            open.removeFirst()
            firstNumber += 1
            let rejected = batch.rejected.sorted { $0.row < $1.row }
            resumePoint.position = batch.end
            resumePoint.rejectedCount += rejected.count
            resumePoint.duplicateCount += batch.duplicateCount
            for row in rejected { resumePoint.rejectsByteCount += RejectsFile.line(row).utf8.count }
            passed += rejected
        }
        return passed
    }
}
