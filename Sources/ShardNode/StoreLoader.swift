internal import Ground
internal import Indexing
internal import Kernels
internal import Storage
internal import Vocabulary
internal import Wire

/// Reads the store from disk into memory, and verifies what it reads.
struct StoreLoader {
    let database: Database
    let kernels: KernelSet

    /// Everything that is kept in memory.
    struct Contents {
        var directory = GalleryDirectory()
        var operations: [Operation] = []
        var commitNumber: UInt64 = 0
    }

    /// - Throws: `DATA_LOSS` when a record that all galleries depend on is damaged. A gallery with a damaged item is
    ///   loaded as damaged, and the others are served.
    func load() throws(CallFailure) -> Contents {
        var contents = Contents()
        var records: [GalleryRecord] = []
        unsafe try forEachMeta(StoreKey.galleries) { key, content throws(CallFailure) in
            let record = unsafe try GalleryRecord(wire: content)
            guard let spec = record.spec else { throw Self.damaged("a gallery", key) }
            try spec.checkLayouts()
            records.append(record)
        }
        for record in records { contents.directory.add(try gallery(record)) }
        unsafe try forEachMeta(StoreKey.aliases) { key, content throws(CallFailure) in
            let alias = String(decoding: key.dropFirst(StoreKey.aliases.count), as: UTF8.self)
            guard content.count == 8 else { throw Self.damaged("alias \(alias)", key) }
            let number = unsafe UInt64(littleEndian: content.loadUnaligned(as: UInt64.self))
            contents.directory.setAlias(alias, to: UInt32(truncatingIfNeeded: number))
        }
        unsafe try forEachMeta(StoreKey.operations) { _, content throws(CallFailure) in
            contents.operations.append(unsafe try Operation(wire: content))
        }
        contents.commitNumber = try number(StoreKey.commit)
        return contents
    }

    /// The number kept under `key` in meta; 0 when there is none.
    func number(_ key: [UInt8]) throws(CallFailure) -> UInt64 {
        guard let value = try storing({ () throws(StorageError) in try database.get(.meta, key) }) else { return 0 }
        guard let number = unsafe value.withUnsafeBytes({ unsafe SealedRecord.number($0, .meta, key) }) else {
            throw Self.damaged("a counter", key)
        }
        return number
    }

    private func forEachMeta(
        _ prefix: [UInt8], _ body: ([UInt8], UnsafeRawBufferPointer) throws(CallFailure) -> Void
    ) throws(CallFailure) {
        var failure: CallFailure?
        try storing { () throws(StorageError) in
            unsafe try database.forEach(.meta, prefix: prefix) { key, value in
                let key = unsafe Array(key)
                do throws(CallFailure) {
                    guard let content = unsafe SealedRecord.open(value, .meta, key) else {
                        throw Self.damaged("a record of the catalogue", key)
                    }
                    unsafe try body(key, content)
                    return true
                } catch {
                    failure = error.status == .dataLoss ? error : Self.damaged(error.message, key)
                    return false
                }
            }
        }
        if let failure { throw failure }
    }

    /// The gallery of `record` with all its items, as damaged if one of them is.
    func gallery(_ record: GalleryRecord) throws(CallFailure) -> GalleryState {
        let state: GalleryState
        do throws(CallFailure) {
            state = GalleryState(record: record, index: try index(of: record), kernels: kernels)
            try fill(state, record)
            try verifyLocations(state, record)
            state.resume(sequence: try number(StoreKey.sequence(record.number)))
        } catch {
            guard error.status == .dataLoss else { throw error }
            return GalleryState(record: record, kernels: kernels, damage: error)
        }
        state.publish()
        return state
    }

    /// What the gallery's index is made of; nil when it has none.
    private func index(of record: GalleryRecord) throws(CallFailure) -> IndexRecord? {
        let key = StoreKey.index(record.number)
        guard let value = try storing({ () throws(StorageError) in try database.get(.meta, key) }) else { return nil }
        let index = unsafe value.withUnsafeBytes { bytes -> IndexRecord? in
            guard let content = unsafe SealedRecord.open(bytes, .meta, key) else { return nil }
            return unsafe try? IndexRecord(wire: content)
        }
        guard let index else { throw Self.damaged("the index of gallery \(record.spec!.name)", key) }
        return index
    }

    /// Appends the log's items in the order of their versions, which gives them the same ordinals' order as ever.
    private func fill(_ state: GalleryState, _ record: GalleryRecord) throws(CallFailure) {
        let fieldCount = record.spec!.fields.count
        var failure: CallFailure?
        try storing { () throws(StorageError) in
            unsafe try database.forEach(.log, prefix: StoreKey.prefix(gallery: record.number)) { key, value in
                let keyBytes = unsafe Array(key)
                guard let version = unsafe StoreKey.version(ofLogKey: key),
                    let content = unsafe SealedRecord.open(value, .log, keyBytes)
                else {
                    failure = Self.damaged("an item of gallery \(record.spec!.name)", keyBytes)
                    return false
                }
                do {
                    let log = unsafe try LogRecord(wire: content)
                    var vectors = [[UInt16]?](repeating: nil, count: fieldCount)
                    for vector in log.vectors where vector.field < fieldCount {
                        vectors[Int(vector.field)] = HalfBytes.halves(of: vector.halves)
                    }
                    try state.put(
                        id: log.id, idHash: Hash.xxh3(log.id), version: version, replacing: 0, vectors: vectors,
                        foldedTags: log.tags, similar: log.similarHashes)
                    return true
                } catch {
                    failure = Self.damaged("an item of gallery \(record.spec!.name) (\(error))", keyBytes)
                    return false
                }
            }
        }
        if let failure { throw failure }
    }

    /// Every id must stand in the log under the version that its location tells, and nothing else may.
    private func verifyLocations(_ state: GalleryState, _ record: GalleryRecord) throws(CallFailure) {
        var failure: CallFailure?
        var count = 0
        let name = record.spec!.name
        try storing { () throws(StorageError) in
            unsafe try database.forEach(.locations, prefix: StoreKey.prefix(gallery: record.number)) { key, value in
                let keyBytes = unsafe Array(key)
                let id = unsafe StoreKey.id(ofItemKey: key)
                let version = unsafe SealedRecord.number(value, .locations, keyBytes)
                guard let id, let version else {
                    failure = Self.damaged("the place of an item of gallery \(name)", keyBytes)
                    return false
                }
                guard let ordinal = state.table.ordinal(ofVersion: version), state.table.id(ordinal) == id else {
                    failure = Self.damaged(
                        "item \(id) of gallery \(name), version \(version), is not in the log", keyBytes)
                    return false
                }
                count += 1
                return true
            }
        }
        if let failure { throw failure }
        guard count == state.table.count else {
            throw CallFailure(
                .dataLoss, "damaged_record",
                "gallery \(name) has \(state.table.count) items in the log and \(count) locations",
                limit: Int64(state.table.count), value: Int64(count))
        }
    }

    private static func damaged(_ what: String, _ key: [UInt8]) -> CallFailure {
        let digits = Array("0123456789abcdef".utf8)
        let hex = key.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
        return CallFailure(
            .dataLoss, "damaged_record",
            "a record was changed on disk: \(what), key \(String(decoding: hex, as: UTF8.self))")
    }
}
