internal import Routing
internal import Storage
public import Vocabulary

extension ShardStore {
    public func ids(of gallery: String, after id: String, countMax: Int) throws(CallFailure) -> [String] {
        let record = try state(gallery).checkedSnapshot().record
        let prefix = StoreKey.prefix(gallery: record.number)
        // The first key behind that of `id`.
        let lower = id.isEmpty ? nil : StoreKey.item(gallery: record.number, id: id) + [0]
        var ids: [String] = []
        var isDamaged = false
        try storing { () throws(StorageError) in
            unsafe try database.forEach(.items, prefix: prefix, from: lower) { key, _ in
                guard let id = unsafe StoreKey.id(ofItemKey: key) else {
                    isDamaged = true
                    return false
                }
                ids.append(id)
                return ids.count < countMax
            }
        }
        if isDamaged {
            throw CallFailure(.dataLoss, "damaged", "a key of the gallery \(gallery) was changed on disk")
        }
        return ids
    }
}
