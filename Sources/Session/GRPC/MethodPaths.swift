internal import Ground

/// The methods that a path of HTTP/2 can name, found without a copy of the path.
public struct MethodPaths: Sendable {
    private struct Entry: Sendable {
        var hash: UInt64
        var path: [UInt8]
        var index: Int32
        var takesStream: Bool
    }

    /// Open addressing: an entry stands in the first free slot from its hash on. At most half of them are taken.
    private var slots: [Entry?] = Array(repeating: nil, count: 16)
    private var count = 0

    public init() {}

    /// Has `path`, `/tessera.v1.Node/Ping` for example, name method `index`.
    ///
    /// - Parameter takesStream: whether its requests are streams of messages.
    public mutating func add(_ path: String, index: Int, takesStream: Bool) {
        let bytes = Array(path.utf8)
        let hash = unsafe bytes.withUnsafeBytes { unsafe Hash.xxh3($0) }
        count += 1
        if 2 * count > slots.count {
            let entries = slots.compactMap { $0 }
            slots = Array(repeating: nil, count: 2 * slots.count)
            for entry in entries { place(entry) }
        }
        place(Entry(hash: hash, path: bytes, index: Int32(index), takesStream: takesStream))
    }

    private mutating func place(_ entry: Entry) {
        var slot = Int(truncatingIfNeeded: entry.hash) & (slots.count - 1)
        while slots[slot] != nil { slot = (slot + 1) & (slots.count - 1) }
        slots[slot] = entry
    }

    /// The method that `path` names; nil when there is none.
    @unsafe func method(at path: UnsafeRawBufferPointer) -> (index: Int, takesStream: Bool)? {
        let hash = unsafe Hash.xxh3(path)
        var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
        while let entry = slots[slot] {
            if entry.hash == hash, unsafe path.elementsEqual(entry.path) {
                return (Int(entry.index), entry.takesStream)
            }
            slot = (slot + 1) & (slots.count - 1)
        }
        return nil
    }
}
