/// The keys of the store. Numbers are big-endian, so that keys sort as numbers do.
enum StoreKey {
    /// The start of every key of a gallery in items, locations and log.
    static func prefix(gallery: UInt32) -> [UInt8] {
        [UInt8(gallery >> 24), UInt8(gallery >> 16 & 0xFF), UInt8(gallery >> 8 & 0xFF), UInt8(gallery & 0xFF)]
    }

    /// An item's payload in items, and its version in locations.
    static func item(gallery: UInt32, id: String) -> [UInt8] {
        prefix(gallery: gallery) + Array(id.utf8)
    }

    /// The id in a key that `item` made; nil when it is not UTF-8.
    static func id(ofItemKey key: UnsafeRawBufferPointer) -> String? {
        unsafe String(validating: key.dropFirst(4), as: UTF8.self)
    }

    /// An item's record in the log.
    static func log(gallery: UInt32, version: UInt64) -> [UInt8] {
        prefix(gallery: gallery) + bytes(version)
    }

    /// The version in a key that `log` made; nil when the key is another's.
    static func version(ofLogKey key: UnsafeRawBufferPointer) -> UInt64? {
        guard key.count == 12 else { return nil }
        return unsafe UInt64(bigEndian: key.loadUnaligned(fromByteOffset: 4, as: UInt64.self))
    }

    // In meta.

    static let galleries: [UInt8] = Array("gallery/".utf8)
    static let sequences: [UInt8] = Array("sequence/".utf8)
    static let aliases: [UInt8] = Array("alias/".utf8)
    static let operations: [UInt8] = Array("operation/".utf8)
    /// What galleries' indexes are made of.
    static let indexes: [UInt8] = Array("index/".utf8)
    /// Rows of sealed segments whose items were changed or deleted since.
    static let tombstones: [UInt8] = Array("dead/".utf8)
    /// The number of the next gallery.
    static let nextGallery: [UInt8] = Array("counter/gallery".utf8)
    /// The number of the latest commit group.
    static let commit: [UInt8] = Array("counter/commit".utf8)

    /// Which shard of which cluster the store holds.
    static let placement: [UInt8] = Array("placement".utf8)

    static func gallery(_ number: UInt32) -> [UInt8] { galleries + prefix(gallery: number) }
    static func sequence(_ number: UInt32) -> [UInt8] { sequences + prefix(gallery: number) }
    static func alias(_ name: String) -> [UInt8] { aliases + Array(name.utf8) }
    static func operation(_ id: String) -> [UInt8] { operations + Array(id.utf8) }

    static func index(_ number: UInt32) -> [UInt8] { indexes + prefix(gallery: number) }

    /// The start of a gallery's tombstones.
    static func tombstones(gallery: UInt32) -> [UInt8] { tombstones + prefix(gallery: gallery) }

    /// The start of the tombstones of one segment.
    static func tombstones(gallery: UInt32, segment: UInt32) -> [UInt8] {
        tombstones(gallery: gallery) + prefix(gallery: segment)
    }

    /// Tells that the row of that version is dead.
    static func tombstone(gallery: UInt32, segment: UInt32, version: UInt64) -> [UInt8] {
        tombstones(gallery: gallery, segment: segment) + bytes(version)
    }

    /// The version in a key that `tombstone` made; nil when the key is another's.
    static func version(ofTombstone key: [UInt8]) -> UInt64? {
        guard key.count == tombstones.count + 16 else { return nil }
        return key.suffix(8).reduce(0) { $0 << 8 | UInt64($1) }
    }

    private static func bytes(_ value: UInt64) -> [UInt8] {
        (0..<8).map { UInt8(truncatingIfNeeded: value >> (56 - 8 * UInt64($0))) }
    }
}
