import Gallery
import Ground
import Testing
import TrialGround
import Vocabulary

@testable import tessera

/// A daemon's disk: what it holds of the items, and the resume point of the batch that it committed last.
private struct Disk {
    var descriptions: [String: String] = [:]
    var resumePoint: ImportResumePoint?
    /// Highest version of an id's row that was ever committed after a lower one was, for the order of writes.
    var committedRows: Set<Int> = []
}

struct ImportProgressTests {
    static let rowCount = 60

    /// A catalogue in which ids repeat and some rows are bad; row i says `row i`.
    static func catalogue(_ chance: inout SeededRandom) -> MappedFile {
        var text = "id\tdescription\n"
        for row in 0..<rowCount {
            switch Int.random(in: 0..<10, using: &chance) {
            case 0: text += "too\tmany\tcells\n"
            case 1, 2, 3: text += "repeated\(Int.random(in: 0..<3, using: &chance))\trow \(row)\n"
            default: text += "id\(row)\trow \(row)\n"
            }
        }
        return MappedFile(holding: Array(text.utf8))
    }

    static func batches(_ file: MappedFile, from point: ImportResumePoint?, size: Int) throws -> BatchReader {
        BatchReader(
            try CatalogueReader(file, format: .tsv, from: point?.position), vectors: [], itemCountMax: size,
            rowCountMax: .max)
    }

    /// What each id shall hold in the end: its last good row.
    static func expected(_ file: MappedFile) throws -> [String: String] {
        var reader = try CatalogueReader(file, format: .tsv)
        var expected: [String: String] = [:]
        while let entry = reader.next() {
            if case .row(let row) = entry { expected[row.item.id] = row.item.description }
        }
        return expected
    }

    /// Imports until the end or a crash. Batches are committed in any order, acknowledgements come in any order and get
    /// lost in a crash, as may be what was sent and not committed.
    private func run(
        _ file: MappedFile, on disk: inout Disk, crashAfter stepCountMax: Int, _ chance: inout SeededRandom
    ) throws -> Bool {
        var batches = try Self.batches(file, from: disk.resumePoint, size: Int.random(in: 1...7, using: &chance))
        let start = disk.resumePoint ?? ImportResumePoint(position: batches.reader.position)
        var progress = ImportProgress(from: start)
        var sent: [(number: Int, batch: ImportBatch, point: ImportResumePoint)] = []
        var committed: [Int] = []
        var held: ImportBatch?
        var atEnd = false
        for _ in 0..<stepCountMax {
            switch Int.random(in: 0..<3, using: &chance) {
            case 0 where !atEnd && progress.inFlightCount < 4:
                if held == nil { held = try batches.next() }
                guard let batch = held else {
                    atEnd = true
                    continue
                }
                guard progress.maySend(batch) else { continue }
                held = nil
                let point = progress.resumePoint
                let number = progress.begin(batch)
                sent.append((number, batch, point))
            case 1:
                guard let place = sent.indices.randomElement(using: &chance) else { continue }
                let (number, batch, point) = sent.remove(at: place)
                for write in batch.writes { disk.descriptions[write.item!.id] = write.item!.description }
                disk.resumePoint = point
                // What the daemon holds may never lie beyond a row that is not on disk.
                for origin in batch.origins { disk.committedRows.insert(origin.row) }
                committed.append(number)
            default:
                guard let place = committed.indices.randomElement(using: &chance) else { continue }
                _ = progress.acknowledge(committed.remove(at: place))
            }
            if atEnd, progress.inFlightCount == 0 {
                #expect(progress.resumePoint.position.row == Self.rowCount)
                return true
            }
        }
        return false
    }

    @Test(arguments: 0..<300 as Range<UInt64>)
    func `an import that crashes anywhere and goes on loses no row and ends with the last row of each id`(
        seed: UInt64
    ) throws {
        var chance = SeededRandom(seed: seed)
        let file = Self.catalogue(&chance)
        var disk = Disk()
        var isDone = false
        for attempt in 0..<50 where !isDone {
            isDone = try run(
                file, on: &disk, crashAfter: attempt < 6 ? Int.random(in: 0...60, using: &chance) : 10_000, &chance)
        }
        #expect(isDone)
        #expect(disk.descriptions == (try Self.expected(file)))
    }

    @Test(arguments: 0..<100 as Range<UInt64>)
    func `every row before a resume point that the daemon holds is on its disk`(seed: UInt64) throws {
        var chance = SeededRandom(seed: seed)
        let file = Self.catalogue(&chance)
        var disk = Disk()
        _ = try run(file, on: &disk, crashAfter: Int.random(in: 0...120, using: &chance), &chance)
        guard let point = disk.resumePoint else { return }
        var reader = try CatalogueReader(file, format: .tsv)
        var lastRows: [String: Int] = [:]
        while reader.position.row < point.position.row, let entry = reader.next() {
            if case .row(let row) = entry { lastRows[row.item.id] = row.row }
        }
        for (id, row) in lastRows {
            let isLater = disk.committedRows.contains { $0 >= row }
            #expect(disk.descriptions[id] != nil && isLater, "\(id) of row \(row) is not on disk")
        }
    }

    static func batch(ids: [String], rejectedRows: [Int] = [], endRow: Int) -> ImportBatch {
        var batch = ImportBatch(end: CataloguePosition(byteOffset: endRow * 10, line: endRow + 1, row: endRow))
        for id in ids {
            batch.writes.append(ItemWrite(item: Item(id: id)))
            batch.origins.append(ImportBatch.Origin(line: 1, row: 0, byteRange: 0..<1))
        }
        batch.rejected = rejectedRows.map(rejected)
        return batch
    }

    static func rejected(_ row: Int) -> RejectedRow {
        RejectedRow(line: row + 2, row: row, column: "id", columnNumber: 1, reason: "bad", rawText: "x")
    }

    static let start = ImportResumePoint(position: CataloguePosition(byteOffset: 0, line: 1, row: 0))

    @Test func `the resume point waits for the earliest batch`() {
        var progress = ImportProgress(from: Self.start)
        let first = progress.begin(Self.batch(ids: ["a"], endRow: 1))
        let second = progress.begin(Self.batch(ids: ["b"], endRow: 2))
        _ = progress.acknowledge(second)
        #expect(progress.resumePoint.position.row == 0)
        _ = progress.acknowledge(first)
        #expect(progress.resumePoint.position.row == 2)
    }

    @Test func `rejected rows come out in their order, whoever rejected them`() {
        var progress = ImportProgress(from: Self.start)
        let first = progress.begin(Self.batch(ids: ["a", "b"], rejectedRows: [1, 4], endRow: 5))
        let second = progress.begin(Self.batch(ids: ["c"], rejectedRows: [6], endRow: 8))
        #expect(progress.acknowledge(second, rejected: [Self.rejected(7)]).isEmpty)
        let rows = progress.acknowledge(first, rejected: [Self.rejected(2)]).map(\.row)
        #expect(rows == [1, 2, 4, 6, 7])
        #expect(progress.resumePoint.rejectedCount == 5)
        #expect(
            progress.resumePoint.rejectsByteCount
                == rows.map { RejectsFile.line(Self.rejected($0)).utf8.count }.reduce(0, +))
    }

    @Test func `a batch waits while one of its ids is under way`() {
        var progress = ImportProgress(from: Self.start)
        let number = progress.begin(Self.batch(ids: ["a", "b"], endRow: 2))
        let next = Self.batch(ids: ["b", "c"], endRow: 4)
        #expect(!progress.maySend(next))
        _ = progress.acknowledge(number)
        #expect(progress.maySend(next))
    }

    @Test func `a resume point is read back as it was written`() {
        var point = ImportResumePoint(position: CataloguePosition(byteOffset: 1 << 40, line: 77, row: 75))
        point.rejectedCount = 3
        point.duplicateCount = 4
        point.rejectsByteCount = 512
        #expect(ImportResumePoint(bytes: point.bytes) == point)
        #expect(point.bytes.count < Limits.resumePointByteCountMax)
    }

    @Test(arguments: ["", "{}", "nonsense", #"{"version":2,"byte_offset":0,"line":1,"row":0}"#])
    func `another program's resume point is not taken`(text: String) {
        #expect(ImportResumePoint(bytes: Array(text.utf8)) == nil)
    }
}
