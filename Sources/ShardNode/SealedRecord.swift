internal import Ground
internal import Storage

/// Values of the store end in the XXH3-64 of their bytes, seeded with the key: damage is seen, and so is a value that
/// stands under another's key.
enum SealedRecord {
    private static let sealByteCount = 8

    /// Adds `key` with the sealed `first` and `second` together to `batch`.
    static func put(
        _ batch: inout WriteBatch, _ family: Family, _ key: [UInt8], _ first: UnsafeRawBufferPointer,
        _ second: UnsafeRawBufferPointer = unsafe UnsafeRawBufferPointer(start: nil, count: 0)
    ) {
        let byteCount = first.count + second.count
        unsafe batch.put(family, key, byteCount: byteCount + sealByteCount) { value in
            unsafe value.copyMemory(from: first)
            unsafe UnsafeMutableRawBufferPointer(rebasing: value[first.count...]).copyMemory(from: second)
            let content = unsafe UnsafeRawBufferPointer(rebasing: value[..<byteCount])
            let seal = unsafe Hash.xxh3(content, seed: seed(family, key))
            unsafe value.storeBytes(of: seal.littleEndian, toByteOffset: byteCount, as: UInt64.self)
        }
    }

    /// Adds `key` with the sealed number `value` to `batch`.
    static func put(_ batch: inout WriteBatch, _ family: Family, _ key: [UInt8], number value: UInt64) {
        unsafe withUnsafeBytes(of: value.littleEndian) { unsafe put(&batch, family, key, $0) }
    }

    /// What was sealed into `value`; nil when the seal is broken.
    static func open(
        _ value: UnsafeRawBufferPointer, _ family: Family, _ key: [UInt8]
    ) -> UnsafeRawBufferPointer? {
        guard value.count >= sealByteCount else { return nil }
        let content = unsafe UnsafeRawBufferPointer(rebasing: value[..<(value.count - sealByteCount)])
        let seal = unsafe UInt64(littleEndian: value.loadUnaligned(fromByteOffset: content.count, as: UInt64.self))
        return unsafe Hash.xxh3(content, seed: seed(family, key)) == seal ? content : nil
    }

    /// The number sealed into `value`; nil when the seal is broken.
    static func number(_ value: UnsafeRawBufferPointer, _ family: Family, _ key: [UInt8]) -> UInt64? {
        guard let content = unsafe open(value, family, key), content.count == 8 else { return nil }
        return unsafe UInt64(littleEndian: content.loadUnaligned(as: UInt64.self))
    }

    private static func seed(_ family: Family, _ key: [UInt8]) -> UInt64 {
        unsafe key.withUnsafeBytes { unsafe Hash.xxh3($0, seed: UInt64(family.rawValue)) }
    }
}
