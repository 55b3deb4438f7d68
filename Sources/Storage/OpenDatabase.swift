internal import CRocksDB
internal import Glibc

/// One opening of RocksDB: the handle, its column families and the options they were opened with.
///
/// Everything made from it (iterators, snapshots) lives and dies inside one call of `Database`, which holds a read lock
/// for as long, so the handles below go last.
final class OpenDatabase: @unchecked Sendable {
    // Unchecked: RocksDB's handles may be used from any thread; they are written once, here. `isShut` changes under
    // the write side of the owner's lock.
    let database: OpaquePointer
    private let families: [OpaquePointer]
    let synced: OpaquePointer
    let reading: OpaquePointer
    private var isShut = false
    /// What RocksDB complained about when the end of its log had to be cut off; nil after a clean start.
    let cutLog: String?

    /// - Throws: RocksDB's error. A torn record at the end of the log is what a crash leaves, and is cut off; where the
    ///   log is damaged otherwise, everything before the damage is kept and `cutLog` says so.
    init(path: String, options: DatabaseOptions) throws(StorageError) {
        let cache = rocksdb_cache_create_lru(options.cacheByteCount)!
        defer { rocksdb_cache_destroy(cache) }
        var opened: (OpaquePointer, [OpaquePointer])
        var complaint: String?
        do throws(StorageError) {
            opened = try Self.open(path, options, cache, recovery: rocksdb_tolerate_corrupted_tail_records_recovery)
        } catch .corrupt(let text) {
            opened = try Self.open(path, options, cache, recovery: rocksdb_point_in_time_recovery)
            complaint = text
        }
        (database, families) = opened
        cutLog = complaint
        synced = rocksdb_writeoptions_create()
        rocksdb_writeoptions_set_sync(synced, 1)
        reading = rocksdb_readoptions_create()
    }

    deinit {
        precondition(isShut, "a store was dropped without being shut")
    }

    /// Closes RocksDB. Not in `deinit`, as a reader's last reference may go a moment after its lock does.
    func shut() {
        precondition(!isShut)
        isShut = true
        rocksdb_readoptions_destroy(reading)
        rocksdb_writeoptions_destroy(synced)
        for family in families { rocksdb_column_family_handle_destroy(family) }
        rocksdb_close(database)
    }

    /// The column family of `family`.
    func handle(_ family: Family) -> OpaquePointer {
        families[Int(family.rawValue)]
    }

    private static func open(
        _ path: String, _ options: DatabaseOptions, _ cache: OpaquePointer, recovery: Int
    ) throws(StorageError) -> (OpaquePointer, [OpaquePointer]) {
        do throws(StorageError) {
            return try open(path, options, cache, recovery: recovery, compression: rocksdb_lz4_compression)
        } catch .invalid(let text) where text.contains("ompression type") {
            // A RocksDB built without LZ4.
            return try open(path, options, cache, recovery: recovery, compression: rocksdb_no_compression)
        }
    }

    private static func open(
        _ path: String, _ options: DatabaseOptions, _ cache: OpaquePointer, recovery: Int, compression: Int
    ) throws(StorageError) -> (OpaquePointer, [OpaquePointer]) {
        let whole = rocksdb_options_create()!
        defer { rocksdb_options_destroy(whole) }
        rocksdb_options_set_create_if_missing(whole, 1)
        rocksdb_options_set_create_missing_column_families(whole, 1)
        rocksdb_options_set_paranoid_checks(whole, 1)
        rocksdb_options_set_wal_recovery_mode(whole, CInt(recovery))
        rocksdb_options_set_max_total_wal_size(whole, UInt64(options.logByteCountMax))
        rocksdb_options_set_db_write_buffer_size(whole, options.memtableByteCount)
        rocksdb_options_set_max_open_files(whole, CInt(options.openFileCountMax))
        rocksdb_options_set_max_background_jobs(whole, 2)
        rocksdb_options_set_bytes_per_sync(whole, 1 << 20)
        rocksdb_options_set_info_log_level(whole, 2)
        rocksdb_options_set_max_log_file_size(whole, 4 << 20)
        rocksdb_options_set_keep_log_file_num(whole, 4)
        rocksdb_options_set_stats_dump_period_sec(whole, 0)
        rocksdb_options_set_stats_persist_period_sec(whole, 0)

        // RocksDB insists on a family named "default"; nothing is ever written to it.
        let names = ["default"] + Family.allCases.map(\.name)
        let familyOptions = Family.allCases.map {
            makeOptions($0, cache: cache, memtableByteCount: options.memtableByteCount, compression: compression)
        }
        defer { for made in familyOptions { rocksdb_options_destroy(made) } }
        let copies = names.map { strdup($0)! }
        defer { for copy in copies { free(copy) } }
        let namePointers = copies.map { UnsafePointer<CChar>?($0) }
        let optionPointers = ([whole] + familyOptions) as [OpaquePointer?]
        var handles = [OpaquePointer?](repeating: nil, count: names.count)
        let database = try rocks {
            rocksdb_open_column_families(
                whole, path, CInt(names.count), namePointers, optionPointers, &handles, $0)
        }
        return (database!, handles.map { $0! })
    }

    private static func makeOptions(
        _ family: Family, cache: OpaquePointer, memtableByteCount: Int, compression: Int
    ) -> OpaquePointer {
        let made = rocksdb_options_create()!
        rocksdb_options_set_write_buffer_size(made, max(1 << 20, memtableByteCount / 3))
        rocksdb_options_set_level_compaction_dynamic_level_bytes(made, 1)
        // Vectors do not shrink; everything else does.
        rocksdb_options_set_compression(made, CInt(family == .log ? rocksdb_no_compression : compression))
        let table = rocksdb_block_based_options_create()!
        defer { rocksdb_block_based_options_destroy(table) }
        rocksdb_block_based_options_set_block_cache(table, cache)
        rocksdb_block_based_options_set_cache_index_and_filter_blocks(table, 1)
        rocksdb_block_based_options_set_pin_l0_filter_and_index_blocks_in_cache(table, 1)
        rocksdb_block_based_options_set_format_version(table, 5)
        rocksdb_block_based_options_set_block_size(table, family == .log ? 64 << 10 : 8 << 10)
        if family == .items || family == .locations {
            rocksdb_block_based_options_set_filter_policy(table, rocksdb_filterpolicy_create_bloom_full(10))
        }
        rocksdb_options_set_block_based_table_factory(made, table)
        return made
    }
}
