internal import Glibc
internal import Ground

/// Changes that are made all together or not at all. Later ones win over earlier ones of the same key.
///
/// Kept in a form of our own until it is written, so that it outlives a store that is opened again in between.
public struct WriteBatch: ~Copyable {
    enum Kind: UInt8 {
        case put = 0
        case delete = 1
        case deleteRange = 2
    }

    static let headerByteCount = 10
    let operations = ByteBuffer(capacity: 4_096)
    /// How many changes the batch holds.
    public private(set) var count = 0

    public init() {}

    /// Bytes of keys and values, and a little more.
    public var byteCount: Int { operations.count }

    /// Sets `key` to `value`.
    public mutating func put(_ family: Family, _ key: [UInt8], _ value: [UInt8]) {
        value.withUnsafeBytes { put(family, key, bytes: $0) }
    }

    /// Sets `key` to a copy of `value`.
    public mutating func put(_ family: Family, _ key: [UInt8], bytes value: UnsafeRawBufferPointer) {
        put(family, key, byteCount: value.count) { $0.copyMemory(from: value) }
    }

    /// Sets `key` to a value of `byteCount` bytes, which `fill` writes in place.
    public mutating func put(
        _ family: Family, _ key: [UInt8], byteCount: Int, fill: (UnsafeMutableRawBufferPointer) -> Void
    ) {
        let place = add(.put, family, key, secondByteCount: byteCount)
        fill(UnsafeMutableRawBufferPointer(start: place, count: byteCount))
    }

    /// Forgets `key`, whether it is there or not.
    public mutating func delete(_ family: Family, _ key: [UInt8]) {
        _ = add(.delete, family, key, secondByteCount: 0)
    }

    /// Forgets every key from `lower` to just before `upper`.
    public mutating func deleteRange(_ family: Family, from lower: [UInt8], upTo upper: [UInt8]) {
        let place = add(.deleteRange, family, lower, secondByteCount: upper.count)
        upper.withUnsafeBytes { place.copyMemory(from: $0.baseAddress!, byteCount: $0.count) }
    }

    private mutating func add(
        _ kind: Kind, _ family: Family, _ key: [UInt8], secondByteCount: Int
    ) -> UnsafeMutableRawPointer {
        precondition(!key.isEmpty, "a key has at least one byte")
        let start = operations.extend(byteCount: Self.headerByteCount + key.count + secondByteCount)
        start.storeBytes(of: kind.rawValue, as: UInt8.self)
        start.storeBytes(of: family.rawValue, toByteOffset: 1, as: UInt8.self)
        start.storeBytes(of: UInt32(key.count), toByteOffset: 2, as: UInt32.self)
        start.storeBytes(of: UInt32(secondByteCount), toByteOffset: 6, as: UInt32.self)
        key.withUnsafeBytes { (start + Self.headerByteCount).copyMemory(from: $0.baseAddress!, byteCount: $0.count) }
        count += 1
        return start + Self.headerByteCount + key.count
    }
}
