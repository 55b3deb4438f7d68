internal import Indexing
internal import Kernels
public import Routing
internal import Storage
public import Vocabulary
internal import Wire

extension ShardStore {
    public func upsert(
        _ writes: [PreparedWrite], into gallery: String, step: ImportStep?,
        completion: @escaping Completion<WriteResponse>
    ) {
        do throws(CallFailure) {
            let snapshot = try state(gallery).checkedSnapshot()
            var changes: [StagedRequest.Change] = []
            changes.reserveCapacity(writes.count)
            for (index, write) in writes.enumerated() {
                changes.append(
                    .put(try StagedRequest.Put(write, spec: snapshot.spec, index: index, fold: Self.fold)))
            }
            // Encoded here, as that is the dearest part of a write and the committer is one thread.
            let isEncoded = snapshot.spec.fields.indices.contains { snapshot.view.codebook(field: $0) != nil }
            committer.submit(
                StagedRequest(
                    gallery: snapshot.record.number, changes: changes,
                    codes: isEncoded ? snapshot.view.encode(writes.map(\.vectors)) : nil, step: step,
                    completion: completion))
        } catch {
            completion(.failure(error))
        }
    }

    public func delete(_ request: DeleteItemsRequest, completion: @escaping Completion<WriteResponse>) {
        do throws(CallFailure) {
            let snapshot = try state(request.gallery).checkedSnapshot()
            guard request.expectedVersions.isEmpty || request.expectedVersions.count == request.ids.count else {
                throw CallFailure(
                    .invalidArgument, "count_mismatch", "as many expected versions as ids, or none",
                    field: "expected_versions", limit: Int64(request.ids.count),
                    value: Int64(request.expectedVersions.count))
            }
            let changes = request.ids.enumerated().map { place, id in
                StagedRequest.Change.delete(
                    id: id, expectedVersion: request.expectedVersions.isEmpty ? nil : request.expectedVersions[place])
            }
            committer.submit(
                StagedRequest(
                    gallery: snapshot.record.number, changes: changes, step: nil, completion: completion))
        } catch {
            completion(.failure(error))
        }
    }

    public func items(_ request: GetItemsRequest) throws(CallFailure) -> GetItemsResponse {
        let snapshot = try state(request.gallery).checkedSnapshot()
        return GetItemsResponse(
            items: try items(
                request.ids, request.readMask, in: snapshot.record, byteCountMax: Limits.itemsByteCountMax))
    }

    /// Items by id, one per id in order, all of one moment; those that are not there have version 0.
    ///
    /// - Throws: `DATA_LOSS` when one was changed on disk; `RESOURCE_EXHAUSTED` when they hold more than `byteCountMax`
    ///   bytes.
    func items(
        _ ids: [String], _ mask: ReadMask?, in record: GalleryRecord, byteCountMax: Int = .max
    ) throws(CallFailure) -> [StoredItem] {
        let gallery = record.spec!.name
        let before = mask?.vectors == true ? try? state(number: record.number).snapshot : nil
        let keys = ids.map { StoreKey.item(gallery: record.number, id: $0) }
        var found = ids.map { StoredItem(item: Item(id: $0)) }
        // Places of items whose vectors are in no log record: they are sealed.
        var sealed: [Int] = []
        var failure: CallFailure?
        var byteCount = 0
        let take: (Int, UnsafeRawBufferPointer?) -> Void = { place, value in
            guard failure == nil, let value = unsafe value else { return }
            do throws(CallFailure) {
                if mask?.idOnly != true { byteCount += value.count }
                if byteCount > byteCountMax { throw Self.tooMuch(byteCountMax) }
                guard let content = unsafe SealedRecord.open(value, .items, keys[place]) else {
                    throw Self.damaged(ids[place], gallery)
                }
                let stored = unsafe try ItemRecord(wire: content)
                found[place].version = stored.version
                if let item = stored.item { found[place].item = item.masked(by: mask) }
            } catch {
                failure = error.status == .invalidArgument ? Self.damaged(ids[place], gallery) : error
            }
        }
        try storing { () throws(StorageError) in
            guard mask?.vectors == true else {
                unsafe try database.multiGet(.items, KeyList(keys), take)
                return
            }
            // Payload and vectors are two records: a snapshot keeps them of one version.
            try database.withSnapshot { (store) throws(StorageError) in
                unsafe try store.multiGet(.items, KeyList(keys), take)
                guard failure == nil else { return }
                let present = found.indices.filter { found[$0].version > 0 }
                let logKeys = present.map { StoreKey.log(gallery: record.number, version: found[$0].version) }
                unsafe try store.multiGet(.log, KeyList(logKeys)) { index, value in
                    let place = present[index]
                    // A number has two bytes here and four in the reply.
                    byteCount += 2 * (unsafe value?.count ?? 0)
                    guard failure == nil else { return }
                    guard byteCount <= byteCountMax else { return failure = Self.tooMuch(byteCountMax) }
                    guard let value = unsafe value else {
                        sealed.append(place)
                        return
                    }
                    guard let content = unsafe SealedRecord.open(value, .log, logKeys[index]),
                        let log = unsafe try? LogRecord(wire: content), log.id == ids[place]
                    else {
                        failure = Self.damaged(ids[place], gallery)
                        return
                    }
                    found[place].vectors = vectors(of: log, record.spec!)
                }
            }
        }
        if let failure { throw failure }
        if !sealed.isEmpty {
            // The files changed between the two looks at most once: one of them has the rows.
            let after = try? state(number: record.number).snapshot
            for place in sealed {
                let rows = [after, before].lazy.compactMap { $0.flatMap { self.vectors(of: found[place], in: $0) } }
                guard let vectors = rows.first else { throw Self.damaged(ids[place], gallery) }
                found[place].vectors = vectors
                byteCount += vectors.reduce(0) { $0 + 4 * $1.values.count }
                if byteCount > byteCountMax { throw Self.tooMuch(byteCountMax) }
            }
        }
        return found
    }

    private func vectors(of log: LogRecord, _ spec: GallerySpec) -> [FieldVector] {
        log.vectors.compactMap { vector in
            guard vector.field < spec.fields.count, let halves = HalfBytes.halves(of: vector.halves) else { return nil }
            let field = spec.fields[Int(vector.field)]
            return FieldVector(
                field: field.name, values: kernels.floats(halves), encoderFingerprint: field.encoderFingerprint)
        }
    }

    /// The vectors of an item that is sealed in `snapshot`, in the version that was read; nil when that one is not
    /// there.
    private func vectors(of stored: StoredItem, in snapshot: GallerySnapshot) -> [FieldVector]? {
        guard let ordinal = snapshot.table.ordinal(ofVersion: stored.version), snapshot.view.hasRow(ordinal),
            snapshot.table.id(ordinal) == stored.item!.id
        else { return nil }
        return snapshot.spec.fields.enumerated().compactMap { place, field in
            snapshot.view.vector(field: place, ordinal).map {
                FieldVector(field: field.name, values: $0, encoderFingerprint: field.encoderFingerprint)
            }
        }
    }

    private static func tooMuch(_ limit: Int) -> CallFailure {
        CallFailure(
            .resourceExhausted, "reply_too_large",
            "the items hold more than \(limit) bytes together; ask for fewer at once", field: "ids",
            limit: Int64(limit))
    }

    private static func damaged(_ id: String, _ gallery: String) -> CallFailure {
        CallFailure(
            .dataLoss, "damaged_record", "item \(id) of gallery \(gallery) was changed on disk", field: "ids")
    }
}

extension Item {
    /// The parts of the item that `mask` names; all of them without a mask or with an empty one.
    func masked(by mask: ReadMask?) -> Item {
        guard let mask else { return self }
        if mask.idOnly { return Item(id: id) }
        let parts = [
            mask.url, mask.description, mask.tags, mask.detections, mask.author, mask.similarIds, mask.attributes,
        ]
        // Vectors alone ask for nothing of the item itself; nothing at all asks for everything.
        if !parts.contains(true), !mask.vectors { return self }
        return Item(
            id: id, url: mask.url ? url : "", description: mask.description ? description : "",
            tags: mask.tags ? tags : [], detections: mask.detections ? detections : [],
            authorId: mask.author ? authorId : "", authorName: mask.author ? authorName : "",
            similarIds: mask.similarIds ? similarIds : [], attributes: mask.attributes ? attributes : [])
    }
}
