internal import Storage
internal import Vocabulary

extension StorageError {
    /// What a caller is told of this error.
    var callFailure: CallFailure {
        switch self {
        case .corrupt: CallFailure(.dataLoss, "damaged_data", description)
        case .full:
            CallFailure(.resourceExhausted, "disk_full", description, retryAfterMicroseconds: 5_000_000)
        case .busy: CallFailure(.unavailable, "store_busy", description, retryAfterMicroseconds: 100_000)
        case .inputOutput: CallFailure(.unavailable, "store_failed", description, retryAfterMicroseconds: 5_000_000)
        case .closed: CallFailure(.unavailable, "store_closed", description)
        case .invalid: CallFailure(.internal, "store_refused", description)
        case .locked: CallFailure(.failedPrecondition, "directory_locked", description)
        case .foreign: CallFailure(.failedPrecondition, "directory_foreign", description)
        case .newerFormat(_, let found, let supported):
            CallFailure(
                .failedPrecondition, "format_newer", description, limit: Int64(supported), value: Int64(found))
        case .damagedFormat: CallFailure(.dataLoss, "format_damaged", description)
        }
    }
}

/// The result of `body`, its storage errors told as callers know them.
func storing<Result: ~Copyable>(_ body: () throws(StorageError) -> Result) throws(CallFailure) -> Result {
    do throws(StorageError) {
        return try body()
    } catch {
        throw error.callFailure
    }
}
