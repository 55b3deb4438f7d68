internal import CRocksDB

/// Calls a RocksDB function that reports failure through a trailing `char **errptr`.
func rocks<Result>(
    _ call: (UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>) -> Result
) throws(StorageError) -> Result {
    var text: UnsafeMutablePointer<CChar>?
    let result = call(&text)
    guard let text else { return result }
    defer { rocksdb_free(text) }
    throw StorageError(rocksMessage: String(cString: text))
}
