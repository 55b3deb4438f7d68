internal import Vocabulary

extension ShardStore {
    /// The items with these ordinals of `snapshot`, in this order, in their newest version; one that was deleted since
    /// has version 0.
    func payload(
        of ordinals: [UInt32], _ mask: ReadMask?, in snapshot: GallerySnapshot
    ) throws(CallFailure) -> [StoredItem] {
        try snapshot.check(ordinals)
        if mask?.idOnly == true, mask?.vectors == false {
            // Known without a look at the disk.
            return snapshot.table.names(ordinals).map { StoredItem(item: Item(id: $0.id), version: $0.version) }
        }
        return try items(snapshot.table.ids(ordinals), mask, in: snapshot.record)
    }
}
