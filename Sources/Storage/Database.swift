internal import CRocksDB
internal import Glibc
internal import Ground

/// The store of one daemon: RocksDB in a directory that this process alone holds.
///
/// Every call blocks; none belongs on a loop thread. Reads and the write may run on any threads at once, but none
/// inside another's closure.
public final class Database: @unchecked Sendable {
    // Unchecked: `open` changes only under the write side of `lock`; `fault` is guarded.
    private let directory: DataDirectory
    private let options: DatabaseOptions
    private let lock: UnsafeMutablePointer<pthread_rwlock_t>
    private var open: OpenDatabase?
    private let fault: Guarded<StorageError?>

    /// Opens or makes the store in `path`.
    public init(path: String, options: DatabaseOptions = DatabaseOptions()) throws(StorageError) {
        let directory = try DataDirectory(path: path)
        let open = try OpenDatabase(path: path + "/store", options: options)
        do throws(StorageError) {
            try directory.synchronize()
        } catch {
            open.shut()
            throw error
        }
        self.directory = directory
        self.options = options
        self.open = open
        fault = Guarded(nil)
        lock = .allocate(capacity: 1)
        // By default glibc lets readers pass a waiting writer, who might wait for ever: to recover, or to close.
        var attributes = pthread_rwlockattr_t()
        pthread_rwlockattr_init(&attributes)
        pthread_rwlockattr_setkind_np(&attributes, CInt(PTHREAD_RWLOCK_PREFER_WRITER_NONRECURSIVE_NP))
        pthread_rwlock_init(lock, &attributes)
        pthread_rwlockattr_destroy(&attributes)
    }

    deinit {
        open?.shut()
        pthread_rwlock_destroy(lock)
        lock.deallocate()
    }

    /// The directory that was opened.
    public var path: String { directory.path }

    /// What RocksDB said about its write-ahead log when a damaged end had to be cut off; nil after a clean start.
    public var cutLog: String? {
        pthread_rwlock_rdlock(lock)
        defer { pthread_rwlock_unlock(lock) }
        return open?.cutLog
    }

    /// Closes the store and lets the directory go. Calls from now on throw `.closed`.
    public func close() {
        pthread_rwlock_wrlock(lock)
        defer { pthread_rwlock_unlock(lock) }
        open?.shut()
        open = nil
        fault.withLock { $0 = .closed(text: "close was called") }
        directory.release()
    }

    // Writing.

    /// Makes the changes of `batch` durable: when this returns they survive a crash of the machine.
    ///
    /// - Parameter mayUseReserve: lets a batch that frees room pass when the disk is nearly full.
    /// - Throws: `.full` before anything is written when the disk is nearly full. After any other error the store
    ///   refuses writes until `recover`, which alone tells whether the batch survived; reads go on.
    public func write(_ batch: borrowing WriteBatch, mayUseReserve: Bool = false) throws(StorageError) {
        try reading { (open) throws(StorageError) in
            if let fault = fault.withLock({ $0 }) { throw fault }
            try checkRoom(for: batch.byteCount, mayUseReserve: mayUseReserve)
            let translated = rocksdb_writebatch_create()!
            defer { rocksdb_writebatch_destroy(translated) }
            Self.translate(batch, open, into: translated)
            do throws(StorageError) {
                try rocks { rocksdb_write(open.database, open.synced, translated, $0) }
            } catch {
                fault.withLock { $0 = error }
                throw error
            }
        }
    }

    /// Why writes are refused; nil while they are taken.
    public var writeFault: StorageError? { fault.withLock { $0 } }

    /// Opens the store again after a failed write, once there is room. Does nothing when no write has failed.
    ///
    /// - Throws: `.full` while there is no room, and the store is as it was; another error when it could not be opened.
    public func recover() throws(StorageError) {
        guard let reason = fault.withLock({ $0 }) else { return }
        if case .closed(text: "close was called") = reason { throw reason }
        // What opening writes: a manifest, options, a log of its own, and tables of what was in memory.
        try directory.probe(byteCount: max(options.freeByteCountMin, 4 << 20))
        pthread_rwlock_wrlock(lock)
        defer { pthread_rwlock_unlock(lock) }
        open?.shut()
        open = nil
        do throws(StorageError) {
            open = try OpenDatabase(path: path + "/store", options: options)
            fault.withLock { $0 = nil }
        } catch {
            fault.withLock { $0 = .closed(text: "\(error)") }
            throw error
        }
    }

    private func checkRoom(for byteCount: Int, mayUseReserve: Bool) throws(StorageError) {
        guard options.freeByteCountMin > 0, !mayUseReserve, let free = directory.freeByteCount else { return }
        if free < UInt64(options.freeByteCountMin + byteCount) {
            throw .full(text: "\(free) bytes are free in \(path), \(options.freeByteCountMin) are kept for the store")
        }
    }

    private static func translate(
        _ batch: borrowing WriteBatch, _ open: OpenDatabase, into translated: OpaquePointer
    ) {
        let bytes = batch.operations.bytes
        var offset = 0
        while offset < bytes.count {
            let kind = WriteBatch.Kind(rawValue: bytes[offset])!
            let family = open.handle(Family(rawValue: bytes[offset + 1])!)
            let keyByteCount = Int(bytes.loadUnaligned(fromByteOffset: offset + 2, as: UInt32.self))
            let secondByteCount = Int(bytes.loadUnaligned(fromByteOffset: offset + 6, as: UInt32.self))
            let key = (bytes.baseAddress! + offset + WriteBatch.headerByteCount).assumingMemoryBound(to: CChar.self)
            let second = key + keyByteCount
            switch kind {
            case .put: rocksdb_writebatch_put_cf(translated, family, key, keyByteCount, second, secondByteCount)
            case .delete: rocksdb_writebatch_delete_cf(translated, family, key, keyByteCount)
            case .deleteRange:
                rocksdb_writebatch_delete_range_cf(translated, family, key, keyByteCount, second, secondByteCount)
            }
            offset += WriteBatch.headerByteCount + keyByteCount + secondByteCount
        }
    }

    /// Writes what is in memory to tables, so that the next start has no log to read.
    public func flush() throws(StorageError) {
        try reading { (open) throws(StorageError) in
            let options = rocksdb_flushoptions_create()!
            defer { rocksdb_flushoptions_destroy(options) }
            rocksdb_flushoptions_set_wait(options, 1)
            for family in Family.allCases {
                try rocks { rocksdb_flush_cf(open.database, options, open.handle(family), $0) }
            }
        }
    }

    // Reading.

    /// The value of `key`; nil when there is none.
    public func get(_ family: Family, _ key: [UInt8]) throws(StorageError) -> [UInt8]? {
        try newest { (view) throws(StorageError) in try view.get(family, key) }
    }

    /// Calls `body` with the place of each key in `keys` and the value lent for the call; nil for a key not there.
    public func multiGet(
        _ family: Family, _ keys: KeyList, _ body: (Int, UnsafeRawBufferPointer?) -> Void
    ) throws(StorageError) {
        try newest { (view) throws(StorageError) in try view.multiGet(family, keys, body) }
    }

    /// Calls `body` with each key that starts with `prefix`, in order, and its value, both lent for the call, until it
    /// answers false.
    public func forEach(
        _ family: Family, prefix: [UInt8], from lower: [UInt8]? = nil,
        _ body: (UnsafeRawBufferPointer, UnsafeRawBufferPointer) -> Bool
    ) throws(StorageError) {
        try newest { (view) throws(StorageError) in try view.forEach(family, prefix: prefix, from: lower, body) }
    }

    /// The result of `body`, whose reads all see the store as it is now. Do not call `recover` or `close` inside.
    public func withSnapshot<Result>(
        _ body: (borrowing Snapshot) throws(StorageError) -> Result
    ) throws(StorageError) -> Result {
        try reading { (open) throws(StorageError) in try body(Snapshot(of: open, isFixed: true)) }
    }

    private func newest<Result>(
        _ body: (borrowing Snapshot) throws(StorageError) -> Result
    ) throws(StorageError) -> Result {
        try reading { (open) throws(StorageError) in try body(Snapshot(of: open, isFixed: false)) }
    }

    private func reading<Result>(
        _ body: (OpenDatabase) throws(StorageError) -> Result
    ) throws(StorageError) -> Result {
        pthread_rwlock_rdlock(lock)
        defer { pthread_rwlock_unlock(lock) }
        guard let open else { throw fault.withLock { $0 } ?? .closed(text: "close was called") }
        return try body(open)
    }

    /// How much the store holds. About 100 µs.
    public func statistics() throws(StorageError) -> DatabaseStatistics {
        try reading { (open) throws(StorageError) in
            var statistics = DatabaseStatistics()
            for family in Family.allCases {
                func property(_ name: String) -> UInt64 {
                    var value: UInt64 = 0
                    _ = rocksdb_property_int_cf(open.database, open.handle(family), name, &value)
                    return value
                }
                statistics.tableByteCount += property("rocksdb.live-sst-files-size")
                statistics.memtableByteCount += property("rocksdb.cur-size-all-mem-tables")
                statistics.keyCountEstimates[family] = property("rocksdb.estimate-num-keys")
            }
            statistics.diskByteCount = directory.byteCount(of: "store")
            statistics.freeByteCount = directory.freeByteCount
            return statistics
        }
    }

    /// Bytes that the keys starting with `prefix` take in tables and in memory, about.
    public func byteCountEstimate(_ family: Family, prefix: [UInt8]) throws(StorageError) -> UInt64 {
        try reading { (open) throws(StorageError) in
            let upper = prefix + [UInt8](repeating: 0xFF, count: 160)
            var size: UInt64 = 0
            try rocks { errors in
                prefix.withUnsafeBytes { lower in
                    upper.withUnsafeBytes { upper in
                        var lowerStart = lower.baseAddress?.assumingMemoryBound(to: CChar.self)
                        var upperStart = upper.baseAddress?.assumingMemoryBound(to: CChar.self)
                        var lowerByteCount = lower.count
                        var upperByteCount = upper.count
                        rocksdb_approximate_sizes_cf(
                            open.database, open.handle(family), 1, &lowerStart, &lowerByteCount, &upperStart,
                            &upperByteCount, &size, errors)
                    }
                }
            }
            return size
        }
    }
}
