/// Why the store could not do what it was asked. RocksDB's own words, or what was found, are kept beside the case.
public enum StorageError: Error, Equatable, Sendable {
    /// Bytes on disk are not those that were written.
    case corrupt(text: String)
    /// The disk has no room left; nothing was changed.
    case full(text: String)
    /// The operating system refused to read or write.
    case inputOutput(text: String)
    /// RocksDB refuses for now: a stall, a shutdown, a conflict.
    case busy(text: String)
    /// An option or argument that RocksDB does not take.
    case invalid(text: String)
    /// The store was closed, or could not be opened again after `text`.
    case closed(text: String)
    /// Another process holds the directory; `holder` is its process id when it could be read.
    case locked(directory: String, holder: Int32?)
    /// The directory holds something that is not ours.
    case foreign(directory: String, found: String)
    /// The directory was written by a newer program.
    case newerFormat(directory: String, found: Int, supported: Int)
    /// The FORMAT file was changed since it was written.
    case damagedFormat(directory: String, found: String)

    /// The error for RocksDB's `message`, told apart by the kind it starts with.
    init(rocksMessage message: String) {
        let noRoom = [
            "No space left on device", "Disk quota exceeded", "File too large", "Space limit reached",
            "Max allowed space was reached",
        ]
        if noRoom.contains(where: { message.contains($0) }) {
            self = .full(text: message)
        } else if message.hasPrefix("Corruption") {
            self = .corrupt(text: message)
        } else if message.hasPrefix("IO error") {
            self = .inputOutput(text: message)
        } else if message.hasPrefix("Invalid argument") || message.hasPrefix("Not implemented") {
            self = .invalid(text: message)
        } else {
            self = .busy(text: message)
        }
    }
}

extension StorageError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .corrupt(let text): "damaged data: \(text)"
        case .full(let text): "no room on the disk: \(text)"
        case .inputOutput(let text): "input or output failed: \(text)"
        case .busy(let text): "the store is busy: \(text)"
        case .invalid(let text): "the store refused an argument: \(text)"
        case .closed(let text): "the store is closed: \(text)"
        case .locked(let directory, let holder):
            "\(directory) is in use by \(holder.map { "process \($0)" } ?? "another process")"
        case .foreign(let directory, let found):
            "\(directory) is not a data directory of Tessera: found \(found)"
        case .newerFormat(let directory, let found, let supported):
            "\(directory) has data format \(found); this program reads up to \(supported)"
        case .damagedFormat(let directory, let found):
            "\(directory)/FORMAT is damaged: found \(found)"
        }
    }
}
