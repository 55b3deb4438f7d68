internal import CRocksDB
internal import Glibc

/// The store as it was at one moment, for reads that must agree with each other.
public struct Snapshot: ~Copyable {
    let open: OpenDatabase
    let options: OpaquePointer
    private let snapshot: OpaquePointer?

    /// - Parameter isFixed: false reads what is newest at each call, and costs nothing to make.
    init(of open: OpenDatabase, isFixed: Bool) {
        self.open = open
        if isFixed {
            snapshot = rocksdb_create_snapshot(open.database)
            options = rocksdb_readoptions_create()
            rocksdb_readoptions_set_snapshot(options, snapshot)
        } else {
            snapshot = nil
            options = open.reading
        }
    }

    deinit {
        guard let snapshot else { return }
        rocksdb_readoptions_destroy(options)
        rocksdb_release_snapshot(open.database, snapshot)
    }

    /// The value of `key`; nil when there is none.
    public func get(_ family: Family, _ key: [UInt8]) throws(StorageError) -> [UInt8]? {
        let slice = try rocks { errors in
            key.withUnsafeBytes {
                rocksdb_get_pinned_cf(
                    open.database, options, open.handle(family), $0.baseAddress?.assumingMemoryBound(to: CChar.self),
                    $0.count, errors)
            }
        }
        guard let slice else { return nil }
        defer { rocksdb_pinnableslice_destroy(slice) }
        var byteCount = 0
        let start = rocksdb_pinnableslice_value(slice, &byteCount)
        return Array(UnsafeRawBufferPointer(start: start, count: byteCount))
    }

    /// Calls `body` with the place of each key in `keys` and the value lent for the call; nil for a key not there.
    public func multiGet(
        _ family: Family, _ keys: KeyList, _ body: (Int, UnsafeRawBufferPointer?) -> Void
    ) throws(StorageError) {
        let count = keys.count
        guard count > 0 else { return }
        var slices = [OpaquePointer?](repeating: nil, count: count)
        var errors = [UnsafeMutablePointer<CChar>?](repeating: nil, count: count)
        defer { for case let slice? in slices { rocksdb_pinnableslice_destroy(slice) } }
        keys.bytes.withUnsafeBytes { bytes in
            var starts = [UnsafePointer<CChar>?](repeating: nil, count: count)
            var byteCounts = [Int](repeating: 0, count: count)
            var start = 0
            for (place, end) in keys.ends.enumerated() {
                starts[place] = bytes.baseAddress.map { ($0 + start).assumingMemoryBound(to: CChar.self) }
                byteCounts[place] = end - start
                start = end
            }
            rocksdb_batched_multi_get_cf(
                open.database, options, open.handle(family), count, starts, byteCounts, &slices, &errors, false)
        }
        var failure: StorageError?
        for case let text? in errors {
            if failure == nil { failure = StorageError(rocksMessage: String(cString: text)) }
            rocksdb_free(text)
        }
        if let failure { throw failure }
        for (place, slice) in slices.enumerated() {
            var byteCount = 0
            let start = slice.map { rocksdb_pinnableslice_value($0, &byteCount) } ?? nil
            body(place, slice == nil ? nil : UnsafeRawBufferPointer(start: start, count: byteCount))
        }
    }

    /// Calls `body` with each key that starts with `prefix`, in order, and its value, both lent for the call, until it
    /// answers false.
    ///
    /// - Parameter lower: the first key wanted; nil starts at the first one with the prefix.
    public func forEach(
        _ family: Family, prefix: [UInt8], from lower: [UInt8]? = nil,
        _ body: (UnsafeRawBufferPointer, UnsafeRawBufferPointer) -> Bool
    ) throws(StorageError) {
        let iterator = rocksdb_create_iterator_cf(open.database, options, open.handle(family))!
        defer { rocksdb_iter_destroy(iterator) }
        (lower ?? prefix).withUnsafeBytes {
            rocksdb_iter_seek(iterator, $0.baseAddress?.assumingMemoryBound(to: CChar.self), $0.count)
        }
        while rocksdb_iter_valid(iterator) != 0 {
            var keyByteCount = 0
            var valueByteCount = 0
            let key = UnsafeRawBufferPointer(start: rocksdb_iter_key(iterator, &keyByteCount), count: keyByteCount)
            guard key.starts(with: prefix) else { break }
            let start = rocksdb_iter_value(iterator, &valueByteCount)
            guard body(key, UnsafeRawBufferPointer(start: start, count: valueByteCount)) else { return }
            rocksdb_iter_next(iterator)
        }
        try rocks { rocksdb_iter_get_error(iterator, $0) }
    }
}
