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
    ///
    /// - Parameter reusing: galleries whose files are open already.
    func load(reusing open: GalleryDirectory = GalleryDirectory()) throws(CallFailure) -> Contents {
        var contents = Contents()
        var records: [GalleryRecord] = []
        unsafe try forEachMeta(StoreKey.galleries) { key, content throws(CallFailure) in
            let record = unsafe try GalleryRecord(wire: content)
            guard let spec = record.spec else { throw Self.damaged("a gallery", key) }
            try spec.checkLayouts()
            records.append(record)
        }
        for record in records {
            contents.directory.add(try gallery(record, reusing: open.states[record.number]?.sealed))
        }
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
    ///
    /// - Parameter reusing: files that are open already, taken instead of opening the same ones again.
    func gallery(_ record: GalleryRecord, reusing: SealedIndex? = nil) throws(CallFailure) -> GalleryState {
        let state: GalleryState
        do throws(CallFailure) {
            let index = try index(of: record)
            state = GalleryState(
                record: record, index: index, sealed: try sealed(index, record, reusing), kernels: kernels)
            try bury(state, record)
            try LogReader(database: database, state: state, record: record).read()
            if state.sealed == nil { try verifyLocations(state, record) }
            state.resume(sequence: try number(StoreKey.sequence(record.number)))
        } catch {
            guard error.status == .dataLoss else { throw error }
            return GalleryState(record: record, kernels: kernels, damage: error)
        }
        state.publish()
        return state
    }

    /// The sealed files that `index` lists; nil when it lists none.
    private func sealed(
        _ index: IndexRecord?, _ record: GalleryRecord, _ open: SealedIndex?
    ) throws(CallFailure) -> SealedIndex? {
        guard let segment = index?.segments.first else { return nil }
        guard index!.segments.count == 1 else {
            throw Self.damaged("the index of gallery \(record.spec!.name)", StoreKey.index(record.number))
        }
        if let open, open.segment == segment { return open }
        let sealed = try SealedIndex(
            segment, in: SegmentFolder(directory: database.path, gallery: record.number), spec: record.spec!)
        if !sealed.rows.hasAttributes { sealed.rows.setAttributes(try attributes(of: sealed.rows, record)) }
        return sealed
    }

    /// The attributes of rows that were sealed before attributes were, from their items.
    private func attributes(
        of rows: SealedRows, _ record: GalleryRecord
    ) throws(CallFailure) -> AttributeList {
        var found = AttributeList()
        var damagedKey: [UInt8]?
        try storing { () throws(StorageError) in
            unsafe try database.forEach(.items, prefix: StoreKey.prefix(gallery: record.number)) { key, value in
                let keyBytes = unsafe Array(key)
                guard let content = unsafe SealedRecord.open(value, .items, keyBytes),
                    let item = unsafe try? ItemRecord(wire: content)
                else {
                    damagedKey = keyBytes
                    return false
                }
                guard let ordinal = rows.ordinal(ofVersion: item.version) else { return true }
                for attribute in item.item?.attributes ?? [] {
                    guard let entry = AttributeEntry(attribute) else { continue }
                    found.append(entry, ordinal: ordinal)
                }
                return true
            }
        }
        if let damagedKey { throw Self.damaged("an item of gallery \(record.spec!.name)", damagedKey) }
        return found
    }

    /// Takes away the sealed rows that have a tombstone.
    private func bury(_ state: GalleryState, _ record: GalleryRecord) throws(CallFailure) {
        guard let sealed = state.sealed else { return }
        let prefix = StoreKey.tombstones(gallery: record.number, segment: sealed.segment.number)
        unsafe try forEachMeta(prefix) { key, _ throws(CallFailure) in
            guard let version = StoreKey.version(ofTombstone: key), state.bury(version: version) else {
                throw Self.damaged("a deleted item of gallery \(record.spec!.name)", key)
            }
        }
    }

    /// Removes the files of galleries that are gone, and those that a gallery's index does not list: what trainings
    /// left that were killed. A damaged gallery keeps all it has, as some of it may mend the rest.
    func removeStrayFiles(besides directory: GalleryDirectory) {
        for number in SegmentFolder.galleries(in: database.path) {
            let folder = SegmentFolder(directory: database.path, gallery: number)
            guard let state = directory.states[number] else {
                folder.remove()
                continue
            }
            guard state.damage == nil else { continue }
            let index = state.snapshot.index
            if index.segments.isEmpty { folder.remove() } else { folder.clean(keeping: index) }
        }
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
        guard count == state.table.growingCount else {
            throw CallFailure(
                .dataLoss, "damaged_record",
                "gallery \(name) has \(state.table.growingCount) items in the log and \(count) locations",
                limit: Int64(state.table.growingCount), value: Int64(count))
        }
    }

    static func damaged(_ what: String, _ key: [UInt8]) -> CallFailure {
        let digits = Array("0123456789abcdef".utf8)
        let hex = key.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
        return CallFailure(
            .dataLoss, "damaged_record",
            "a record was changed on disk: \(what), key \(String(decoding: hex, as: UTF8.self))")
    }
}
