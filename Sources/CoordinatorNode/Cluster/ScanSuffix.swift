/// The one field of a scan's request that differs between shards, as bytes to put behind the message that all share:
/// protobuf takes fields in any order.
enum ScanSuffix {
    /// `view` of `ScanShardRequest`, number 2, as fixed64; nothing for the newest.
    static func bytes(view: UInt64) -> [UInt8] {
        guard view != 0 else { return [] }
        return [2 << 3 | 1] + (0..<8).map { UInt8(truncatingIfNeeded: view >> (8 * $0)) }
    }
}
