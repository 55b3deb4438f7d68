internal import Kernels
internal import Ground
internal import Indexing
internal import Storage
internal import Vocabulary
internal import Wire

/// Adds a gallery's items that are in no sealed segment, as the log has them.
struct LogReader {
    let database: Database
    let state: GalleryState
    let record: GalleryRecord

    private struct Row {
        let version: UInt64
        let log: LogRecord
        let vectors: [[UInt16]?]
        let attributes: [AttributeEntry]
    }

    /// Items that are encoded, and compared with their locations, together.
    private static let batchCount = 1_024

    /// Appends the log's items in the order of their versions, which gives them the same ordinals' order as ever.
    ///
    /// - Throws: `DATA_LOSS` when one is damaged, or not where its location says.
    func read() throws(CallFailure) {
        var batch: [Row] = []
        var failure: CallFailure?
        let prefix = StoreKey.prefix(gallery: record.number)
        try storing { () throws(StorageError) in
            unsafe try database.forEach(.log, prefix: prefix) { key, value in
                let keyBytes = unsafe Array(key)
                do throws(CallFailure) {
                    guard let row = unsafe row(keyBytes, value) else {
                        throw StoreLoader.damaged("an item of gallery \(record.spec!.name)", keyBytes)
                    }
                    batch.append(row)
                    if batch.count == Self.batchCount {
                        try add(batch)
                        batch = []
                    }
                    return true
                } catch {
                    failure = error
                    return false
                }
            }
        }
        if let failure { throw failure }
        try add(batch)
    }

    /// The item in a log record; nil when it is damaged.
    private func row(_ key: [UInt8], _ value: UnsafeRawBufferPointer) -> Row? {
        guard let version = unsafe key.withUnsafeBytes({ unsafe StoreKey.version(ofLogKey: $0) }),
            version > state.sealed?.segment.versionMax ?? 0,
            let content = unsafe SealedRecord.open(value, .log, key),
            let log = unsafe try? LogRecord(wire: content)
        else { return nil }
        let fields = record.spec!.fields
        var vectors = [[UInt16]?](repeating: nil, count: fields.count)
        for vector in log.vectors where vector.field < fields.count {
            guard let halves = HalfBytes.halves(of: vector.halves),
                halves.count == Int(fields[Int(vector.field)].dimension)
            else { return nil }
            vectors[Int(vector.field)] = halves
        }
        let numbers = log.attributes
        guard numbers.count.isMultiple(of: 2) else { return nil }
        let attributes = stride(from: 0, to: numbers.count, by: 2).map { place in
            AttributeEntry(column: numbers[place], value: numbers[place + 1])
        }
        return Row(version: version, log: log, vectors: vectors, attributes: attributes)
    }

    private func add(_ batch: [Row]) throws(CallFailure) {
        if state.sealed != nil { try checkLocations(batch) }
        let attributes = try attributes(of: batch)
        let codes = state.snapshot.view.encode(batch.map(\.vectors))
        for (item, row) in batch.enumerated() {
            do throws(IndexingError) {
                try state.put(
                    id: row.log.id, idHash: Hash.xxh3(row.log.id), version: row.version, replacing: 0,
                    vectors: row.vectors, foldedTags: row.log.tags, attributes: attributes[item],
                    similar: row.log.similarHashes, codes: codes, item: item)
            } catch {
                throw StoreLoader.damaged(
                    "an item of gallery \(record.spec!.name) (\(error))",
                    StoreKey.log(gallery: record.number, version: row.version))
            }
        }
    }

    /// The attributes of `batch`: those of records that do not know them are read from the items.
    private func attributes(of batch: [Row]) throws(CallFailure) -> [[AttributeEntry]] {
        var attributes = batch.map(\.attributes)
        let places = batch.indices.filter { !batch[$0].log.hasAttributes }
        guard !places.isEmpty else { return attributes }
        let keys = places.map { StoreKey.item(gallery: record.number, id: batch[$0].log.id) }
        var damagedKey: [UInt8]?
        try storing { () throws(StorageError) in
            unsafe try database.multiGet(.items, KeyList(keys)) { place, value in
                let content = unsafe value.flatMap { unsafe SealedRecord.open($0, .items, keys[place]) }
                guard let found = unsafe content.flatMap({ unsafe try? ItemRecord(wire: $0) }) else {
                    damagedKey = keys[place]
                    return
                }
                attributes[places[place]] = (found.item?.attributes ?? []).compactMap { AttributeEntry($0) }
            }
        }
        if let damagedKey {
            throw StoreLoader.damaged("an item of gallery \(record.spec!.name)", damagedKey)
        }
        return attributes
    }

    /// Each item must be where its location says. (Where nothing is sealed, all locations are compared afterwards.)
    private func checkLocations(_ batch: [Row]) throws(CallFailure) {
        let keys = batch.map { StoreKey.item(gallery: record.number, id: $0.log.id) }
        var wrong: Int?
        try storing { () throws(StorageError) in
            unsafe try database.multiGet(.locations, KeyList(keys)) { place, value in
                let version = unsafe value.flatMap { unsafe SealedRecord.number($0, .locations, keys[place]) }
                if version != batch[place].version { wrong = place }
            }
        }
        if let wrong {
            throw StoreLoader.damaged("the place of an item of gallery \(record.spec!.name)", keys[wrong])
        }
    }
}
